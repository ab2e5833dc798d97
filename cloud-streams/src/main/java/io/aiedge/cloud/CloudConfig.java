package io.aiedge.cloud;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.stream.StreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of cloud-streams.
 *
 * @param stream Kafka at the cloud, and its state
 * @param tick how often leases and placements are looked at
 */
public record CloudConfig(StreamConfig stream, Duration tick) {
  static final ConfigKey<Duration> TICK =
      ConfigKey.of(
          "cloud.tick", Parser.DURATION, "500ms", "How often leases and placements are looked at.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return Stream.concat(StreamConfig.keys().stream(), Stream.of(TICK)).toList();
  }

  /** Reads the settings. */
  public static CloudConfig from(ConfigSource source) {
    return new CloudConfig(StreamConfig.from(source), source.get(TICK));
  }
}
