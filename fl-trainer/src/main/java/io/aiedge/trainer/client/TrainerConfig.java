package io.aiedge.trainer.client;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.schemas.registry.RegistryLookup;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a trainer.
 *
 * @param bootstrap Kafka of the trainer's own cluster
 * @param cluster where it runs
 * @param client its name among the clients of the job
 * @param job the job it takes part in
 * @param datasetsDir where the cluster's data sets are declared
 * @param stateDir where trainers keep what they need after a restart, a folder for each job
 * @param heartbeat how often it says that it is there
 * @param chunkPartitions partitions of the topics spread by chunk; the same at every site
 * @param threads threads that train; more than one is faster and not repeatable to the bit
 * @param gpu whether to use a GPU
 * @param registry base of the schema registry's core API; null where there is none
 */
public record TrainerConfig(
    String bootstrap,
    ClusterPath cluster,
    String client,
    String job,
    Path datasetsDir,
    Path stateDir,
    Duration heartbeat,
    int chunkPartitions,
    int threads,
    TensorFlowSettings.Gpu gpu,
    @Nullable URI registry) {
  static final ConfigKey<String> CLIENT =
      ConfigKey.of(
          "client.name",
          Parser.TEXT,
          "",
          "Name among the clients of a job; that of the cluster where it is empty.");
  static final ConfigKey<String> JOB =
      ConfigKey.required("job", Parser.TEXT, "The job a trainer takes part in.");
  static final ConfigKey<Path> DATASETS_DIR =
      ConfigKey.required(
          "datasets.dir", Parser.PATH, "Folder in which the data sets of this cluster stand.");
  static final ConfigKey<Path> STATE_DIR =
      ConfigKey.required("state.dir", Parser.PATH, "Folder for what outlives a restart.");
  static final ConfigKey<Duration> HEARTBEAT =
      ConfigKey.of(
          "trainer.heartbeat", Parser.DURATION, "2s", "How often a trainer says it is there.");
  static final ConfigKey<Integer> THREADS =
      ConfigKey.of(
          "tensorflow.threads",
          Parser.wholeNumber(1, 1024),
          "1",
          "Threads that train; results repeat to the bit with 1.");
  static final ConfigKey<TensorFlowSettings.Gpu> GPU =
      ConfigKey.of(
          "tensorflow.gpu",
          Parser.oneOf(TensorFlowSettings.Gpu.class),
          "auto",
          "Whether to train on a GPU where there is one.");

  public TrainerConfig {
    if (!job.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException("\"%s\" cannot be the name of a job".formatted(job));
    }
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("a heartbeat every %s: give a time".formatted(heartbeat));
    }
  }

  /** Where this trainer keeps what it needs after a restart. */
  Path jobDir() {
    return stateDir.resolve(job);
  }

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(
        SiteKeys.BOOTSTRAP,
        SiteKeys.CLUSTER,
        CLIENT,
        JOB,
        DATASETS_DIR,
        STATE_DIR,
        HEARTBEAT,
        SiteKeys.CHUNK_PARTITIONS,
        THREADS,
        GPU,
        RegistryLookup.URL);
  }

  /** Reads the settings. */
  public static TrainerConfig from(ConfigSource source) {
    ClusterPath cluster = source.get(SiteKeys.CLUSTER);
    String client = source.get(CLIENT);
    return new TrainerConfig(
        source.get(SiteKeys.BOOTSTRAP),
        cluster,
        client.isEmpty() ? cluster.value() : client,
        source.get(JOB),
        source.get(DATASETS_DIR),
        source.get(STATE_DIR),
        source.get(HEARTBEAT),
        source.get(SiteKeys.CHUNK_PARTITIONS),
        source.get(THREADS),
        source.get(GPU),
        source.get(RegistryLookup.URL).orElse(null));
  }
}
