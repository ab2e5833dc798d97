package io.aiedge.core.config;

import io.aiedge.core.cluster.ClusterPath;

/** The keys that several services of a site read. */
public final class SiteKeys {
  /** Kafka of the site. */
  public static final ConfigKey<String> BOOTSTRAP =
      ConfigKey.required("kafka.bootstrap", Parser.TEXT, "Kafka of this site, as host:port.");

  /** The cluster. */
  public static final ConfigKey<ClusterPath> CLUSTER =
      ConfigKey.required(
          "cluster.path",
          new Parser<>("a cluster path such as north.hangzhou-1", ClusterPath::new),
          "The cluster this service runs at.");

  /** How the topics that carry model chunks are cut. */
  public static final ConfigKey<Integer> CHUNK_PARTITIONS =
      ConfigKey.of(
          "topics.chunk-partitions",
          Parser.wholeNumber(1, 1000),
          "4",
          "Partitions of the topics that carry model chunks; the same at every site.");

  private SiteKeys() {}
}
