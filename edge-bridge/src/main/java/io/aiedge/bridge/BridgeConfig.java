package io.aiedge.bridge;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the edge-bridge.
 *
 * @param bootstrap Kafka of this cluster
 * @param cluster its path
 * @param stateDir where Kafka Streams keeps its files
 * @param leaseInterval how often the cluster says that it is there
 */
public record BridgeConfig(
    String bootstrap, ClusterPath cluster, Path stateDir, Duration leaseInterval) {
  static final ConfigKey<String> BOOTSTRAP =
      ConfigKey.required("kafka.bootstrap", Parser.TEXT, "Kafka of this site, as host:port.");
  static final ConfigKey<ClusterPath> CLUSTER =
      ConfigKey.required(
          "cluster.path",
          new Parser<>("a cluster path such as north.hangzhou-1", ClusterPath::new),
          "The cluster this service runs at.");
  static final ConfigKey<Path> STATE_DIR =
      ConfigKey.required("state.dir", Parser.PATH, "Folder for the state of stream processing.");
  static final ConfigKey<Duration> LEASE_INTERVAL =
      ConfigKey.of(
          "bridge.lease-interval",
          Parser.DURATION,
          "5s",
          "How often the cluster says that it is there; it is missed after three of these.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(BOOTSTRAP, CLUSTER, STATE_DIR, LEASE_INTERVAL);
  }

  /** Reads the settings. */
  public static BridgeConfig from(ConfigSource source) {
    return new BridgeConfig(
        source.get(BOOTSTRAP),
        source.get(CLUSTER),
        source.get(STATE_DIR),
        source.get(LEASE_INTERVAL));
  }
}
