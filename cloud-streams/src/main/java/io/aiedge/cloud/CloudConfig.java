package io.aiedge.cloud;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of cloud-streams.
 *
 * @param bootstrap Kafka at the cloud
 * @param stateDir where Kafka Streams keeps its files
 * @param tick how often leases and placements are looked at
 */
public record CloudConfig(String bootstrap, Path stateDir, Duration tick) {
  static final ConfigKey<String> BOOTSTRAP =
      ConfigKey.required("kafka.bootstrap", Parser.TEXT, "Kafka of this site, as host:port.");
  static final ConfigKey<Path> STATE_DIR =
      ConfigKey.required("state.dir", Parser.PATH, "Folder for the state of stream processing.");
  static final ConfigKey<Duration> TICK =
      ConfigKey.of(
          "cloud.tick", Parser.DURATION, "500ms", "How often leases and placements are looked at.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(BOOTSTRAP, STATE_DIR, TICK);
  }

  /** Reads the settings. */
  public static CloudConfig from(ConfigSource source) {
    return new CloudConfig(source.get(BOOTSTRAP), source.get(STATE_DIR), source.get(TICK));
  }
}
