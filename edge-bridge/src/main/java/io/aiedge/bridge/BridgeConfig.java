package io.aiedge.bridge;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.stream.StreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of the edge-bridge.
 *
 * @param stream Kafka of this cluster, and its state
 * @param cluster its path
 * @param leaseInterval how often the cluster says that it is there
 */
public record BridgeConfig(StreamConfig stream, ClusterPath cluster, Duration leaseInterval) {
  static final ConfigKey<Duration> LEASE_INTERVAL =
      ConfigKey.of(
          "bridge.lease-interval",
          Parser.DURATION,
          "5s",
          "How often the cluster reports that it is up. After three intervals without a report, the cloud shows it as unreachable.");

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return Stream.concat(StreamConfig.keys().stream(), Stream.of(SiteKeys.CLUSTER, LEASE_INTERVAL))
        .toList();
  }

  /** Reads the settings. */
  public static BridgeConfig from(ConfigSource source) {
    return new BridgeConfig(
        StreamConfig.from(source), source.get(SiteKeys.CLUSTER), source.get(LEASE_INTERVAL));
  }
}
