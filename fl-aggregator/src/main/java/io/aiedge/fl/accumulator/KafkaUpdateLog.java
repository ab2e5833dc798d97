package io.aiedge.fl.accumulator;

import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The log in Kafka, read by a consumer of its own that belongs to no group. */
final class KafkaUpdateLog implements UpdateLog {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] NOTHING = new byte[0];

  /** Records that are rather read than sought over. */
  private static final int NEAR = 32;

  private final Map<String, Object> properties;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  KafkaUpdateLog(String bootstrap) {
    properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            NEAR,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            8 << 20);
  }

  @Override
  public void read(int partition, SortedSet<Long> offsets, Consumer<Entry> reader) {
    TopicPartition source = new TopicPartition(TopicCatalogue.UPDATES.name(), partition);
    KafkaConsumer<byte[], byte[]> log = consumer();
    log.assign(List.of(source));
    long first = log.beginningOffsets(List.of(source)).getOrDefault(source, 0L);
    TreeSet<Long> left = new TreeSet<>(offsets.tailSet(first));
    try {
      read(log, source, left, reader);
    } finally {
      log.unsubscribe();
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> log,
      TopicPartition source,
      TreeSet<Long> left,
      Consumer<Entry> reader) {
    Instant heard = Instant.now();
    while (!left.isEmpty()) {
      long position = left.first();
      log.seek(source, position);
      boolean near = true;
      while (near && !left.isEmpty()) {
        List<ConsumerRecord<byte[], byte[]>> records;
        try {
          records = log.poll(POLL).records(source);
        } catch (OffsetOutOfRangeException e) {
          left.headSet(log.beginningOffsets(List.of(source)).getOrDefault(source, 0L)).clear();
          break;
        }
        if (!records.isEmpty()) {
          heard = Instant.now();
        } else if (heard.plus(PATIENCE).isBefore(Instant.now())) {
          throw new TimeoutException(
              "%s gives no record from offset %d on for %s".formatted(source, position, PATIENCE));
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
          left.headSet(record.offset()).clear();
          if (left.remove(record.offset())) {
            reader.accept(entry(record));
          }
        }
        position = log.position(source);
        near = left.isEmpty() || left.first() < position + NEAR;
      }
    }
  }

  private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
    return new Entry(
        record.offset(),
        record.key() == null ? NOTHING : record.key(),
        record.value() == null ? NOTHING : record.value());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current == null) {
      current =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer = current;
    }
    return current;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
