package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.reconcile.ShimConfig;
import io.aiedge.trainer.client.TrainerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The programs that an embedded edge has installed: the trainer, which is this launcher again. */
final class EdgePrograms {
  /** In the work directory of each trainer, which goes with its workload. */
  private static final String STATE = "state";

  private EdgePrograms() {}

  /**
   * How an edge runs programs.
   *
   * @param environment of the site: what it says of the shim holds here, what it says of trainers
   *     is handed to them
   * @param folder of the site
   * @param bootstrap its Kafka, as host:port
   * @param datasets folder of its data sets
   */
  static ProcessShimConfig shimConfig(
      Map<String, String> environment,
      Path folder,
      ClusterPath cluster,
      String bootstrap,
      Path datasets) {
    Map<String, String> trainers = new HashMap<>();
    for (ConfigKey<?> key : TrainerConfig.keys()) {
      String value = environment.get(key.variable());
      if (value != null) {
        trainers.put(key.variable(), value);
      }
    }
    trainers.put("AIEDGE_KAFKA_BOOTSTRAP", bootstrap);
    trainers.put("AIEDGE_CLUSTER_PATH", cluster.value());
    trainers.put("AIEDGE_DATASETS_DIR", datasets.toAbsolutePath().toString());
    trainers.put("AIEDGE_STATE_DIR", STATE);
    trainers.put("AIEDGE_LOG", "INFO");
    trainers.put("TF_CPP_MIN_LOG_LEVEL", "2");
    return ShimConfig.embedded(
        ConfigSource.environment(environment),
        folder.resolve("shim"),
        Map.of("fl-trainer", Site.launcher(List.of("service", "trainer")).line()),
        trainers);
  }
}
