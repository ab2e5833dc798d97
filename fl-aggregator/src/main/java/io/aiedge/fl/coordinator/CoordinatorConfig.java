package io.aiedge.fl.coordinator;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the coordinator.
 *
 * @param bootstrap Kafka at the cloud
 * @param stateDir where Kafka Streams keeps its files
 * @param chunkPartitions partitions of the topics spread by chunk; the same at every site
 * @param tick how often deadlines are looked at
 * @param closingGrace how long accumulators wait for chunks of updates whose manifest has arrived
 */
public record CoordinatorConfig(
    String bootstrap, Path stateDir, int chunkPartitions, Duration tick, Duration closingGrace) {
  static final ConfigKey<String> BOOTSTRAP =
      ConfigKey.required("kafka.bootstrap", Parser.TEXT, "Kafka of this site, as host:port.");
  static final ConfigKey<Path> STATE_DIR =
      ConfigKey.required("state.dir", Parser.PATH, "Folder for the state of stream processing.");
  static final ConfigKey<Integer> CHUNK_PARTITIONS =
      ConfigKey.of(
          "topics.chunk-partitions",
          Parser.wholeNumber(1, 1000),
          "4",
          "Partitions of the topics that carry model chunks; the same at every site.");
  static final ConfigKey<Duration> TICK =
      ConfigKey.of(
          "coordinator.tick", Parser.DURATION, "250ms", "How often deadlines are looked at.");
  static final ConfigKey<Duration> CLOSING_GRACE =
      ConfigKey.of(
          "coordinator.closing-grace",
          Parser.DURATION,
          "30s",
          "How long a closing round waits for chunks whose manifest has arrived.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(BOOTSTRAP, STATE_DIR, CHUNK_PARTITIONS, TICK, CLOSING_GRACE);
  }

  /** Reads the settings. */
  public static CoordinatorConfig from(ConfigSource source) {
    return new CoordinatorConfig(
        source.get(BOOTSTRAP),
        source.get(STATE_DIR),
        source.get(CHUNK_PARTITIONS),
        source.get(TICK),
        source.get(CLOSING_GRACE));
  }
}
