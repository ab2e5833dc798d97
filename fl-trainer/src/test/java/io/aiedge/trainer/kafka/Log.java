package io.aiedge.trainer.kafka;

import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** One partition of a topic in memory, read by a mock consumer. */
public final class Log {
  private static final EventCodec CODEC = new EventCodec();

  public final MockConsumer<String, byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times) {
          Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
          times.forEach((at, time) -> found.put(at, new OffsetAndTimestamp(0, time)));
          return found;
        }
      };
  private final TopicPartition partition;
  private long next;

  public Log(Topic topic) {
    partition = new TopicPartition(topic.name(), 0);
    consumer.updatePartitions(
        topic.name(),
        List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    ends(0);
  }

  /** What stands in the log once the consumer polls for the first time. */
  public void holds(List<? extends Entry> entries) {
    ends(entries.size());
    consumer.schedulePollTask(() -> entries.forEach(this::add));
  }

  /** What comes at the poll after. */
  public void later(Entry... entries) {
    consumer.schedulePollTask(() -> List.of(entries).forEach(this::add));
  }

  private void ends(long offset) {
    consumer.updateEndOffsets(new HashMap<>(Map.of(partition, offset)));
  }

  private void add(Entry entry) {
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), next++, entry.key(), entry.value()));
  }

  /** A record to be. */
  public record Entry(String key, byte[] value) {
    public static Entry of(String key, SpecificRecord event) {
      return new Entry(key, CODEC.encode(event));
    }
  }
}
