package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs that an embedded edge has installed: the trainer, which is this launcher again. */
final class EdgePrograms {
  private EdgePrograms() {}

  static ProcessShimConfig shimConfig(
      Path folder, ClusterPath cluster, String bootstrap, Path datasets) {
    ProcessShimConfig usual =
        ProcessShimConfig.of(
            folder.resolve("shim"), new Programs(Map.of("fl-trainer", trainer()), false));
    return new ProcessShimConfig(
        usual.directory(),
        usual.programs(),
        Map.of(
            "AIEDGE_KAFKA_BOOTSTRAP",
            bootstrap,
            "AIEDGE_CLUSTER_PATH",
            cluster.value(),
            "AIEDGE_DATASETS_DIR",
            datasets.toAbsolutePath().toString(),
            "AIEDGE_STATE_DIR",
            folder.resolve("trainers").toAbsolutePath().toString(),
            "AIEDGE_LOG",
            "INFO",
            "TF_CPP_MIN_LOG_LEVEL",
            "2"),
        usual.logs(),
        usual.cgroups(),
        usual.poll());
  }

  private static List<String> trainer() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // With both compilers: SHA-256 of versions and updates runs ten times faster than with one.
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Site.MAIN));
    command.addAll(List.of("service", "trainer"));
    return command;
  }
}
