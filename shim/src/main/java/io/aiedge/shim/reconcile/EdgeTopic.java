package io.aiedge.shim.reconcile;

import io.aiedge.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** An ordered topic of the cluster's own Kafka, read from its beginning. */
final class EdgeTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  EdgeTopic(Consumer<byte[], byte[]> consumer, Topic topic) {
    this.consumer = consumer;
    partition = new TopicPartition(topic.name(), 0);
    if (topic.partitioning() != Topic.Partitioning.ORDERED) {
      throw new IllegalArgumentException(topic.name() + " has more than one partition");
    }
  }

  /**
   * Reads what is there now, waiting for a broker that is away.
   *
   * @param running false to give up
   * @return how many records were ever written, or nothing if it was given up
   */
  Optional<Long> catchUp(
      BooleanSupplier running, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    while (running.getAsBoolean()) {
      try {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (running.getAsBoolean() && consumer.position(partition) < end) {
          follow(each);
        }
        return running.getAsBoolean() ? Optional.of(end) : Optional.empty();
      } catch (TimeoutException e) {
        continue; // the broker is away
      }
    }
    return Optional.empty();
  }

  /** Reads what came since; waits a moment for it. */
  void follow(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.poll(POLL).records(partition).forEach(each);
  }
}
