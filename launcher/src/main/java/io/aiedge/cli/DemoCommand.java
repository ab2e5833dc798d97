package io.aiedge.cli;

import io.aiedge.demo.Demo;
import io.aiedge.demo.DemoFolder;
import io.aiedge.demo.DemoReport;
import io.aiedge.demo.Scenario;
import io.aiedge.platform.site.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aiedge demo}. */
@Command(
    name = "demo",
    description =
        "Start a cloud and edge clusters on this machine, train a federated model, compare it.")
final class DemoCommand implements Callable<Integer> {
  private static final Map<String, Scenario> SCENARIOS =
      Map.of("digits", Scenario.DIGITS, "hospitals", Scenario.HOSPITALS);

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "digits",
      description = "digits or hospitals (default: ${DEFAULT-VALUE}).")
  String scenario;

  @Option(names = "--keep", description = "Leave the platform up until Ctrl-C.")
  boolean keep;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the result as JSON.")
  @Nullable Path report;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "data/demo",
      description = "Folder of the platform; emptied first (default: ${DEFAULT-VALUE}).")
  Path dataDir;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Scenario chosen = SCENARIOS.get(scenario);
    if (chosen == null) {
      throw new UserError("there is no demo %s: give digits or hospitals".formatted(scenario));
    }
    PrintWriter out = spec.commandLine().getOut();
    DemoFolder.prepare(chosen, dataDir);
    Demo demo = new Demo(chosen, dataDir, out);
    demo.say("starting a cloud and %d edge clusters, each with a Kafka of its own", chosen.edges());
    try (Platform platform = Platform.start(dataDir, demo.clusters(), demo::say)) {
      DemoReport found = demo.run(platform);
      if (report != null) {
        found.write(report);
      }
      if (keep) {
        out.printf(
            "%nThe platform stays up; ask it with './aiedge jobs list --data-dir %s'. Ctrl-C stops it.%n",
            dataDir);
        out.flush();
        platform.awaitEnd();
      }
    }
    return 0;
  }
}
