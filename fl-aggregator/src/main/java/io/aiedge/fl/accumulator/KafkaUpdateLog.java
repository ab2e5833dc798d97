package io.aiedge.fl.accumulator;

import io.aiedge.schemas.topic.RecordSize;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
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
  private static final int FRUITLESS_POLLS = 120;
  private static final byte[] NOTHING = new byte[0];

  /** Records that are rather read than sought over. */
  static final int NEAR = 32;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private @Nullable Consumer<byte[], byte[]> consumer;

  /** A log that makes its consumer when it is first read. */
  KafkaUpdateLog(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  static KafkaUpdateLog at(String bootstrap) {
    Map<String, Object> properties =
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
            RecordSize.MAX_RECORD_BYTES);
    return new KafkaUpdateLog(
        () ->
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  @Override
  public void read(
      int partition, SortedSet<Long> offsets, java.util.function.Consumer<Entry> reader) {
    TopicPartition source = new TopicPartition(TopicCatalogue.UPDATES.name(), partition);
    if (consumer == null) {
      consumer = consumers.get();
    }
    Consumer<byte[], byte[]> log = consumer;
    log.assign(List.of(source));
    TreeSet<Long> left = new TreeSet<>(offsets);
    try {
      while (!left.isEmpty()) {
        readNear(log, source, left, reader);
      }
    } catch (OffsetOutOfRangeException e) {
      // The beginning of the log moved between the question and the read.
      read(partition, left, reader);
    } finally {
      log.unsubscribe();
    }
  }

  /** Reads from the first offset that is left up to the next gap worth seeking over. */
  private static void readNear(
      Consumer<byte[], byte[]> log,
      TopicPartition source,
      TreeSet<Long> left,
      java.util.function.Consumer<Entry> reader) {
    left.headSet(log.beginningOffsets(List.of(source)).getOrDefault(source, 0L)).clear();
    if (left.isEmpty()) {
      return;
    }
    long position = left.first();
    log.seek(source, position);
    int fruitless = 0;
    while (!left.isEmpty() && left.first() - position < NEAR) {
      for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL).records(source)) {
        if (left.remove(record.offset())) {
          reader.accept(entry(record));
        }
      }
      fruitless = log.position(source) > position ? 0 : fruitless + 1;
      if (fruitless == FRUITLESS_POLLS) {
        throw new TimeoutException(
            "%s gives nothing from offset %d on; is the broker there?".formatted(source, position));
      }
      position = log.position(source);
      left.headSet(position).clear();
    }
  }

  private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
    return new Entry(
        record.offset(),
        record.key() == null ? NOTHING : record.key(),
        record.value() == null ? NOTHING : record.value());
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
