package io.aiedge.schemas.topic;

/**
 * Numbers that a site chooses; every site of a platform must choose the same partitions.
 *
 * @param keyPartitions partitions of topics spread by key
 * @param chunkPartitions partitions of topics spread by chunk: 4 for models to 16 MB, 12 beyond, 24
 *     for 1 GB
 * @param replicas copies of each partition: 1 on a single broker, 3 in production, -1 for what the
 *     brokers' own setting says
 */
public record TopicSizes(int keyPartitions, int chunkPartitions, short replicas) {
  /** One broker, small models. */
  public static final TopicSizes SINGLE_BROKER = new TopicSizes(2, 4, (short) 1);

  /** One broker, and as many partitions for chunks as its site is configured for. */
  public static TopicSizes singleBroker(int chunkPartitions) {
    return new TopicSizes(SINGLE_BROKER.keyPartitions, chunkPartitions, SINGLE_BROKER.replicas);
  }

  /** For topics of one partition, at a site whose other topics someone else has made. */
  public static final TopicSizes AS_THE_BROKERS_SAY = new TopicSizes(1, 1, (short) -1);

  /** Partitions of a topic. */
  public int partitions(Topic topic) {
    return switch (topic.partitioning()) {
      case ORDERED -> 1;
      case BY_KEY -> keyPartitions;
      case BY_CHUNK -> chunkPartitions;
    };
  }
}
