package io.aiedge.client;

import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed records of whole topics, from the beginning or from an instant, without a
 * consumer group. For one thread.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_FETCH_BYTES = 16 << 20;

  private final KafkaConsumer<String, byte[]> consumer;
  private final EventCodec codec = new EventCodec();

  TopicReader(String bootstrap, Duration patience) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString(),
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) patience.toMillis(),
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                MAX_FETCH_BYTES,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  /** The last event of each key, in the order in which the keys first appeared. */
  Map<String, SpecificRecord> lastOfEach(Topic topic) {
    Map<String, SpecificRecord> found = new LinkedHashMap<>();
    toTheEnd(
        List.of(topic),
        null,
        (record, event) -> {
          if (event == null) {
            found.remove(record.key());
          } else {
            found.put(record.key(), event);
          }
        });
    return found;
  }

  /**
   * Hands every record from an instant (null: the beginning) to the present end to {@code sink}.
   */
  void toTheEnd(
      Collection<Topic> topics,
      @Nullable Instant from,
      BiConsumer<ConsumerRecord<String, byte[]>, @Nullable SpecificRecord> sink) {
    assign(topics, from);
    toTheEnd(sink);
  }

  /** Hands every record up to the present end to {@code sink}. */
  void toTheEnd(BiConsumer<ConsumerRecord<String, byte[]>, @Nullable SpecificRecord> sink) {
    Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
    while (end.entrySet().stream()
        .anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
      poll(POLL, sink);
    }
  }

  /** Takes topics to be read from an instant; null for the beginning. */
  void assign(Collection<Topic> topics, @Nullable Instant from) {
    List<TopicPartition> partitions =
        topics.stream().flatMap(topic -> partitions(topic.name())).toList();
    consumer.assign(partitions);
    if (from == null) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, offset) -> {
              if (offset == null) {
                consumer.seekToEnd(List.of(partition));
              } else {
                consumer.seek(partition, offset.offset());
              }
            });
  }

  private Stream<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()));
  }

  /** Hands what has arrived to {@code sink}; a tombstone's event is null; junk is passed over. */
  void poll(
      Duration patience,
      BiConsumer<ConsumerRecord<String, byte[]>, @Nullable SpecificRecord> sink) {
    ConsumerRecords<String, byte[]> records = consumer.poll(patience);
    for (ConsumerRecord<String, byte[]> record : records) {
      if (record.value() == null) {
        sink.accept(record, null);
      } else if (codec.decode(record.value()) instanceof Decoded.Event event) {
        sink.accept(record, event.event());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
