package io.aiedge.fl.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaUpdateLogTest {
  private static final TopicPartition SOURCE = new TopicPartition("fl.updates", 3);
  private static final int FAR = 10 * KafkaUpdateLog.NEAR;

  /** Gives the records from its position on, at most as many as a poll may. */
  private static final class FakeConsumer extends MockConsumer<byte[], byte[]> {
    private final TreeSet<Long> there = new TreeSet<>();
    private int given;

    FakeConsumer() {
      super("none");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      there.tailSet(position(SOURCE)).stream()
          .limit(KafkaUpdateLog.NEAR)
          .forEach(
              offset -> {
                given++;
                addRecord(
                    new ConsumerRecord<>(
                        SOURCE.topic(),
                        SOURCE.partition(),
                        offset,
                        bytes("k"),
                        bytes("v" + offset)));
              });
      return super.poll(timeout);
    }
  }

  private final FakeConsumer consumer = new FakeConsumer();
  private final KafkaUpdateLog log = new KafkaUpdateLog(() -> consumer);

  @BeforeEach
  void fill() {
    startAt(0);
    for (long offset = 0; offset < 2L * FAR; offset++) {
      consumer.there.add(offset);
    }
  }

  private void startAt(long offset) {
    consumer.updateBeginningOffsets(Map.of(SOURCE, offset));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Long> read(Long... offsets) {
    List<Long> read = new ArrayList<>();
    log.read(
        3,
        new TreeSet<>(List.of(offsets)),
        entry -> {
          assertThat(entry.value()).isEqualTo(bytes("v" + entry.offset()));
          read.add(entry.offset());
        });
    return read;
  }

  @Test
  void givesTheRecordsAskedForInOrder() {
    assertThat(read(7L, 3L, 40L)).containsExactly(3L, 7L, 40L);
  }

  @Test
  void seeksOverWhatIsFarBetween() {
    assertThat(read(1L, (long) FAR, FAR + 2L)).containsExactly(1L, (long) FAR, FAR + 2L);
    assertThat(consumer.given).isEqualTo(2 * KafkaUpdateLog.NEAR);
  }

  @Test
  void passesOverWhatLeftTheLog() {
    startAt(5);

    assertThat(read(3L, 4L, 5L, 9L)).containsExactly(5L, 9L);
    assertThat(read(3L)).isEmpty();
  }

  @Test
  void passesOverWhatIsNoRecordSuchAsTheEndOfATransaction() {
    consumer.there.remove(8L);

    assertThat(read(7L, 8L, 9L)).containsExactly(7L, 9L);
    assertThat(read(8L)).isEmpty();
  }

  @Test
  void canBeReadAgainAndClosedTwice() {
    assertThat(read(1L)).containsExactly(1L);
    assertThat(read(1L)).containsExactly(1L);
    log.close();
    log.close();
    assertThat(consumer.closed()).isTrue();
  }
}
