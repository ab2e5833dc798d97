package io.aiedge.trainer.kafka;

import io.aiedge.schemas.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Where consumers without a group read. */
public final class Positions {
  private Positions() {}

  /**
   * Has a consumer read all of a topic from its beginning.
   *
   * @return where each partition ended when it began
   * @throws UnknownTopicOrPartitionException if the site has no such topic
   */
  public static Map<TopicPartition, Long> assign(Consumer<?, ?> consumer, Topic topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "this site has no topic %s: create the topics of the site first".formatted(topic.name()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer.endOffsets(partitions);
  }

  /** Moves forward to the first record of a time or later, or to the end; never backward. */
  public static void advance(Consumer<?, ?> consumer, Instant time) {
    Map<TopicPartition, Long> wanted =
        consumer.assignment().stream()
            .collect(Collectors.toMap(partition -> partition, partition -> time.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    found.values().removeIf(Objects::isNull);
    found.forEach(
        (partition, at) -> {
          if (at.offset() > consumer.position(partition)) {
            consumer.seek(partition, at.offset());
          }
        });
  }

  /** Whether everything before some offsets has been read. */
  public static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
