package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.process.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The programs that an embedded edge has installed: the trainer, which is this launcher again. */
final class EdgePrograms {
  private EdgePrograms() {}

  static ProcessShimConfig shimConfig(
      Path folder, ClusterPath cluster, String bootstrap, Path datasets) {
    List<String> trainer = Site.launcher(List.of("service", "trainer")).line();
    ProcessShimConfig usual =
        ProcessShimConfig.of(
            folder.resolve("shim"), new Programs(Map.of("fl-trainer", trainer), false));
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
}
