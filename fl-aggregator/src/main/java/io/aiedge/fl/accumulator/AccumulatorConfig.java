package io.aiedge.fl.accumulator;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.stream.StreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of the accumulators.
 *
 * @param stream Kafka at the cloud, and its state
 * @param chunkPartitions partitions of the topics spread by chunk; the same at every site
 * @param threads threads that share the partitions
 * @param commitInterval from commit to commit while no round closes
 * @param parkTime how long a chunk waits for its round to be opened
 */
public record AccumulatorConfig(
    StreamConfig stream,
    int chunkPartitions,
    int threads,
    Duration commitInterval,
    Duration parkTime) {
  static final ConfigKey<Integer> THREADS =
      ConfigKey.of(
          "accumulator.threads",
          Parser.wholeNumber(1, 1000),
          "2",
          "Threads that share the partitions; more than partitions are idle.");
  static final ConfigKey<Duration> COMMIT_INTERVAL =
      ConfigKey.of(
          "accumulator.commit-interval",
          Parser.DURATION,
          "10s",
          "Time between commits while no round closes.");
  static final ConfigKey<Duration> PARK_TIME =
      ConfigKey.of(
          "accumulator.park-time",
          Parser.DURATION,
          "60s",
          "How long a chunk of an update waits for its round to be opened.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return Stream.concat(
            StreamConfig.keys().stream(),
            Stream.of(SiteKeys.CHUNK_PARTITIONS, THREADS, COMMIT_INTERVAL, PARK_TIME))
        .toList();
  }

  /** Reads the settings. */
  public static AccumulatorConfig from(ConfigSource source) {
    return new AccumulatorConfig(
        StreamConfig.from(source),
        source.get(SiteKeys.CHUNK_PARTITIONS),
        source.get(THREADS),
        source.get(COMMIT_INTERVAL),
        source.get(PARK_TIME));
  }
}
