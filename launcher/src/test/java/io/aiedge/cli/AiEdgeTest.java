package io.aiedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.release.Release;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AiEdgeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void wrongUsageIsOneLineThatSaysWhereHelpIs() {
    assertThat(run("jobs", "submit")).isEqualTo(2);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("FILE", "see './aiedge jobs submit --help'");
  }

  @Test
  void everyCommandHelps() {
    for (CommandLine command : all(AiEdge.commandLine())) {
      String name = command.getCommandSpec().qualifiedName();
      List<String> line = new ArrayList<>(List.of((name + " --help").split(" ")));
      line.remove(0);
      out.getBuffer().setLength(0);

      assertThat(run(line.toArray(String[]::new))).as(name).isZero();
      assertThat(out.toString()).contains("Usage: " + name);
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      assertThat(command.getCommandSpec().args())
          .allSatisfy(
              given -> assertThat(given.description()).as("%s %s", name, given).isNotEmpty());
    }
    assertThat(err.toString()).isEmpty();
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(each -> all.addAll(all(each)));
    return all;
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).isEqualTo("AI Edge %s%n".formatted(Release.VERSION));
  }

  @Test
  void aFolderAndAnAddressTogetherAreRefused(@TempDir Path folder) {
    assertThat(run("jobs", "list", "--data-dir", folder.toString(), "--bootstrap", "here:1"))
        .isEqualTo(2);
  }

  @Test
  void aServiceThatLacksASettingNamesItAndItsFile(@TempDir Path folder) throws IOException {
    Path config = folder.resolve("mirror.properties");
    assertThat(run("service", "mirror", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file " + config);

    Files.writeString(config, "kafka.bootstrap=127.0.0.1:1\n");
    assertThat(run("service", "mirror", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("cluster.path is not set: give AIEDGE_CLUSTER_PATH");
  }

  @Test
  void aPlatformThatDoesNotRunIsNamedWithWhatToDo(@TempDir Path folder) {
    assertThat(run("jobs", "list", "--data-dir", folder.toString())).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("no platform runs in " + folder, "'./aiedge up'");
  }

  @Test
  void anUnknownDemoIsNamed() {
    assertThat(run("demo", "faces")).isEqualTo(1);

    assertThat(err.toString()).contains("there is no demo faces: give digits or hospitals");
  }

  @Test
  void aCompletionScriptCanBeMade() {
    assertThat(run("generate-completion")).isZero();

    assertThat(out.toString()).contains("_complete_aiedge");
  }

  private int run(String... arguments) {
    CommandLine commands = AiEdge.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commands.execute(arguments);
  }
}
