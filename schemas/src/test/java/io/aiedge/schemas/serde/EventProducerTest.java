package io.aiedge.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fleet.ClusterLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventProducerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.006Z");
  private static final ClusterLease LEASE = new ClusterLease("north", 7L, 15_000L, NOW);

  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final EventProducer events =
      new EventProducer(
          kafka, new EventCodec(), "north/presence", Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void anEventIsWrittenWithItsHeaders() throws Exception {
    events.send("fleet.leases", "north", LEASE).get();

    ProducerRecord<String, byte[]> record = kafka.history().get(0);
    assertThat(record.topic()).isEqualTo("fleet.leases");
    assertThat(record.key()).isEqualTo("north");
    assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(new EventCodec().decode(record.value())).isEqualTo(new Decoded.Event(LEASE));
    assertThat(headers(record))
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", "io.aiedge.event.fleet.ClusterLease")
        .containsEntry("ce_source", "north/presence")
        .containsEntry("ce_time", "2026-01-02T03:04:05.006Z")
        .containsEntry("content-type", "application/avro")
        .containsKey("ce_id");
  }

  @Test
  void everyRecordHasAnIdentityOfItsOwn() {
    events.send("fleet.leases", "north", LEASE);
    events.send("fleet.leases", "north", LEASE);

    assertThat(kafka.history())
        .extracting(record -> headers(record).get("ce_id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aChosenPartitionIsKept() {
    events.send("fl.updates", 3, "digits/3", LEASE);

    assertThat(kafka.history().get(0).partition()).isEqualTo(3);
  }

  @Test
  void whatWasTakenBackIsNotWritten() {
    kafka.initTransactions();
    events.begin();
    events.send("fleet.leases", "north", LEASE);
    events.abort();
    assertThat(kafka.history()).isEmpty();

    events.begin();
    events.send("fleet.leases", "north", LEASE);
    events.commit();
    assertThat(kafka.history()).hasSize(1);
  }

  @Test
  void theSettingsAreOnesThatKafkaTakes() {
    for (Duration patience : new Duration[] {Duration.ofMillis(500), Duration.ofMinutes(5)}) {
      Map<String, Object> settings = EventProducer.settings("localhost:9", "north", patience);
      settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
      settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

      assertThat(new ProducerConfig(settings).getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG))
          .isEqualTo(patience.toMillis());
    }
  }

  private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(
            Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
  }
}
