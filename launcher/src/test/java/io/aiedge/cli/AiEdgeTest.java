package io.aiedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
