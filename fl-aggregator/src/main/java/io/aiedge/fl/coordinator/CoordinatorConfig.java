package io.aiedge.fl.coordinator;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.stream.StreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of the coordinator.
 *
 * @param stream Kafka at the cloud, and its state
 * @param chunkPartitions partitions of the topics spread by chunk; the same at every site
 * @param tick how often deadlines are looked at
 * @param closingGrace how long accumulators wait for chunks of updates whose manifest has arrived
 */
public record CoordinatorConfig(
    StreamConfig stream, int chunkPartitions, Duration tick, Duration closingGrace) {
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
    return Stream.concat(
            StreamConfig.keys().stream(), Stream.of(SiteKeys.CHUNK_PARTITIONS, TICK, CLOSING_GRACE))
        .toList();
  }

  /** Reads the settings. */
  public static CoordinatorConfig from(ConfigSource source) {
    return new CoordinatorConfig(
        StreamConfig.from(source),
        source.get(SiteKeys.CHUNK_PARTITIONS),
        source.get(TICK),
        source.get(CLOSING_GRACE));
  }
}
