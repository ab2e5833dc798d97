package io.aiedge.cli;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.platform.site.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aiedge up}. */
@Command(
    name = "up",
    description = "Start a cloud and edge clusters on this machine and keep them up until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
  static final String USUAL_FOLDER = "data/platform";

  @Spec CommandSpec spec;

  @Option(
      names = "--edges",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many edge clusters (default: ${DEFAULT-VALUE}).")
  int edges;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:AIEDGE_DATA_DIR:-" + USUAL_FOLDER + "}",
      description = "Folder of the platform, kept from start to start (default: ${DEFAULT-VALUE}).")
  Path dataDir;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (edges < 1) {
      throw new UserError("--edges %d is not allowed: give 1 or more".formatted(edges));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<ClusterPath> clusters =
        IntStream.rangeClosed(1, edges).mapToObj(n -> new ClusterPath("edge-" + n)).toList();
    try (Platform platform =
        Platform.start(
            dataDir,
            clusters,
            (text, arguments) -> {
              out.printf("%s%n", text.formatted(arguments));
              out.flush();
            })) {
      out.printf("%nKafka of the cloud is %s%n", platform.client().bootstrap());
      for (ClusterPath cluster : clusters) {
        out.printf(
            "declare data sets of %s in %s%n",
            cluster, dataDir.resolve(cluster.value()).resolve("datasets").toAbsolutePath());
      }
      out.printf(
          "submit a job with './aiedge jobs submit FILE%s'; Ctrl-C stops everything%n",
          dataDir.equals(Path.of(USUAL_FOLDER)) ? "" : " --data-dir " + dataDir);
      out.flush();
      platform.awaitEnd();
    }
    return 0;
  }
}
