package io.aiedge.stream;

import static io.aiedge.stream.LeaseTopology.COMPACTED;
import static io.aiedge.stream.LeaseTopology.IN;
import static io.aiedge.stream.LeaseTopology.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.RawRecord;
import io.aiedge.schemas.topic.RecordSize;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventProcessorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final EventCodec codec = new EventCodec();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Service service = new Service("leases", new ClusterPath("north"), codec, meters);
  private final TopologyTestDriver driver =
      new TopologyTestDriver(LeaseTopology.of(service), new Properties(), START);

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void anEventIsHandledAndWhatIsWrittenSaysWhoWroteItAndWhen() {
    pipe(IN, "north", codec.encode(lease()));

    TestRecord<String, byte[]> written = read(OUT).get(0);
    assertThat(written.key()).isEqualTo("north");
    assertThat(written.getRecordTime()).isEqualTo(START);
    assertThat(header(written, "ce_source")).isEqualTo("north/leases");
    assertThat(codec.decode(written.value())).isEqualTo(new Decoded.Event(lease()));
    assertThat(read(TopicCatalogue.EDGE_DEAD_LETTERS)).isEmpty();
  }

  @Test
  void whatWouldNotFitARecordWithWhatIsSaidOfItIsSetAside() {
    pipe(IN, "n".repeat(100_000), new byte[RecordSize.MAX_EVENT_BYTES + 1]);

    DeadLetter letter =
        (DeadLetter)
            ((Decoded.Event) codec.decode(read(TopicCatalogue.EDGE_DEAD_LETTERS).get(0).value()))
                .event();
    assertThat(letter.getReason()).isEqualTo("too-large");
    assertThat(letter.getDetail())
        .isEqualTo("an event has 4194304 bytes at most; this has 4194305");
    assertThat(letter.getKey()).hasSize(4097).endsWith("…");
  }

  @Test
  void whatCannotBeUsedIsSetAsideWithItsPlaceItsHeadAndItsReason() {
    byte[] junk = new byte[2000];
    pipe(IN, "north", codec.encode(lease()));
    pipe(IN, "north", junk);

    TestRecord<String, byte[]> written = read(TopicCatalogue.EDGE_DEAD_LETTERS).get(0);
    assertThat(written.key()).isEqualTo(IN.name());
    assertThat(header(written, "aiedge_reason")).isEqualTo("not-avro");
    assertThat(header(written, "ce_id")).isEqualTo(IN.name() + "/0/1");
    DeadLetter letter = (DeadLetter) ((Decoded.Event) codec.decode(written.value())).event();
    assertThat(letter.getTopic()).isEqualTo(IN.name());
    assertThat(letter.getOffset()).isEqualTo(1);
    assertThat(letter.getKey()).isEqualTo("north");
    assertThat(letter.getService()).isEqualTo("leases");
    assertThat(letter.getReason()).isEqualTo("not-avro");
    assertThat(letter.getHead()).isEqualTo(ByteBuffer.allocate(1024));
    assertThat(letter.getAt()).isEqualTo(START);
  }

  @Test
  void whatIsSetAsideIsCountedByServiceAndReason() {
    pipe(IN, "north", new byte[] {1});
    pipe(IN, "north", new byte[] {2});
    pipe(IN, "north", codec.encode(someDeadLetter()));

    assertThat(counted("not-avro")).isEqualTo(2);
    assertThat(counted("unexpected-event")).isEqualTo(1);
    assertThat(read(TopicCatalogue.EDGE_DEAD_LETTERS)).hasSize(3);
  }

  @Test
  void aRecordWithoutAValueClearsAKeyOfACompactedTopicAndIsJunkInOthers() {
    pipe(COMPACTED, "north", null);
    assertThat(read(TopicCatalogue.EDGE_DEAD_LETTERS)).isEmpty();

    pipe(IN, "north", null);
    assertThat(counted("not-avro")).isEqualTo(1);
  }

  @Test
  void aServiceOfTheCloudSetsAsideInTheCloudsTopic() {
    assertThat(new Service("any", ClusterPath.ROOT, codec, meters).deadLetters())
        .isEqualTo(TopicCatalogue.DEAD_LETTERS);
  }

  private double counted(String reason) {
    return meters
        .get("aiedge_dead_letters_total")
        .tags("service", "leases", "reason", reason)
        .counter()
        .count();
  }

  private static ClusterLease lease() {
    return new ClusterLease("north", 1L, 3000L, START);
  }

  private static DeadLetter someDeadLetter() {
    return new RawRecord("any", 0, 0, "", new byte[0]).unused("any", "any", "", START);
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @SuppressWarnings("NullAway") // a null value is a tombstone
  private void pipe(Topic topic, String key, byte @Nullable [] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value));
  }

  private List<TestRecord<String, byte[]>> read(Topic topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }
}
