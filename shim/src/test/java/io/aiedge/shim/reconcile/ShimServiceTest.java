package io.aiedge.shim.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.shim.workload.WorkloadEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShimServiceTest {
  private static final TopicPartition WISHES = of(TopicCatalogue.WORKLOADS);
  private static final TopicPartition STATUSES = of(TopicCatalogue.WORKLOAD_STATUSES);

  private enum Broker {
    THERE,
    AWAY,
    BROKEN
  }

  private final EventCodec codec = new EventCodec();
  private final FakeShim shim = new FakeShim();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicReference<Broker> broker = new AtomicReference<>(Broker.THERE);
  private final AtomicInteger refused = new AtomicInteger();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
          if (broker.get() == Broker.BROKEN) {
            refused.incrementAndGet();
            throw new KafkaException("as by a bug");
          }
          Future<RecordMetadata> taken = super.send(record);
          if (broker.get() == Broker.AWAY) {
            errorNext(new TimeoutException("no broker"));
          } else {
            completeNext();
          }
          return taken;
        }
      };
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Deque<Consumer<byte[], byte[]>> consumers = new ArrayDeque<>(List.of(consumer));
  private final ShimService service =
      new ShimService(
          new ClusterPath("north"), shim, consumers::pop, producer, meters, Duration.ofMillis(10));

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void onlyTheLatestOfWhatWasWrittenBeforeIsFollowedAndThenEverythingInOrder() {
    wishesAtStart(wish(0, "app", 1), wish(1, "app", 2), wish(2, "gone", 1), tombstone(3, "gone"));
    service.begin();
    await().until(() -> shim.asked.equals(List.of("apply app 2")));

    arrives(wish(4, "app", 3));
    arrives(wish(5, "app", 4));
    arrives(tombstone(6, "app"));

    await().until(() -> shim.asked.size() == 4);
    assertThat(shim.asked)
        .containsExactly("apply app 2", "apply app 3", "apply app 4", "remove app 1");
  }

  @Test
  void everyChangeIsReportedUnderTheNameOfTheCluster() {
    wishesAtStart(wish(0, "app", 1));
    service.begin();

    await().until(() -> !reports(WorkloadReported.class).isEmpty());

    WorkloadReported report = reports(WorkloadReported.class).get(0);
    assertThat(report.getCluster()).isEqualTo("north");
    assertThat(report.getWorkload()).isEqualTo("app");
    assertThat(producer.history().get(0).headers().lastHeader("ce_source").value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("north/shim");
  }

  @Test
  void whatCannotBeReadIsADeadLetterAndTheNextIsFollowed() {
    byte[] garbage = {1, 2, 3};
    wishesAtStart(
        new ConsumerRecord<>(WISHES.topic(), 0, 0, utf8("app"), garbage),
        new ConsumerRecord<>(WISHES.topic(), 0, 1, utf8("Not a name"), garbage),
        new ConsumerRecord<>(WISHES.topic(), 0, 2, utf8("other"), wish(0, "app", 1).value()),
        wish(3, "app", 1));
    service.begin();

    await().until(() -> shim.asked.equals(List.of("apply app 1")));
    await().until(() -> reports(DeadLetter.class).size() == 3);
    assertThat(reports(DeadLetter.class))
        .extracting(DeadLetter::getReason)
        .containsExactly("not-avro", "invalid-key", "unexpected-event");
    assertThat(meters.find("aiedge_dead_letters_total").tag("service", "shim").counters())
        .extracting(counter -> counter.getId().getTag("reason"))
        .containsExactlyInAnyOrder("not-avro", "invalid-key", "unexpected-event");
  }

  @Test
  void aReportThatTheBrokerDidNotTakeIsWrittenAgainBeforeTheNext() {
    broker.set(Broker.AWAY);
    wishesAtStart(wish(0, "app", 1), wish(1, "other", 1));
    service.begin();
    await().until(() -> shim.asked.size() == 2 && producer.history().size() >= 3);
    assertThat(reports(WorkloadReported.class))
        .extracting(WorkloadReported::getWorkload)
        .containsOnly("app");

    broker.set(Broker.THERE);

    await().until(() -> reports(WorkloadReported.class).stream().anyMatch(this::isOther));
  }

  @Test
  void aConsumerThatFailsIsReplacedAndEverythingIsFollowedAgain() {
    MockConsumer<byte[], byte[]> failing = new MockConsumer<>("earliest");
    failing.updateBeginningOffsets(Map.of(STATUSES, 0L));
    failing.updateEndOffsets(Map.of(STATUSES, 1L));
    failing.setPollException(new KafkaException("as by a bug"));
    consumers.push(failing);
    wishesAtStart(wish(0, "app", 1));

    service.begin();

    await().until(() -> shim.asked.equals(List.of("apply app 1")));
    assertThat(failing.closed()).isTrue();
    arrives(wish(1, "app", 2));
    await().until(() -> shim.asked.size() == 2);
  }

  @Test
  void aWorkloadThatTheShimFailsWithIsToldAsFailedAndTheNextIsFollowed() {
    shim.brokenFor = "app";
    wishesAtStart(wish(0, "app", 1), wish(1, "other", 1));

    service.begin();

    await().until(() -> shim.held.containsKey(new WorkloadName("other")));
    await()
        .untilAsserted(
            () ->
                assertThat(reports(WorkloadReported.class))
                    .filteredOn(report -> report.getWorkload().equals("app"))
                    .extracting(WorkloadReported::getState)
                    .containsExactly(WorkloadState.FAILED));
    arrives(tombstone(2, "app"));
    arrives(wish(3, "other", 2));
    await().until(() -> shim.asked.contains("apply other 2"));
  }

  @Test
  void aReportThatCannotBeWrittenIsLostAndTheNextIsWritten() {
    broker.set(Broker.BROKEN);
    wishesAtStart(wish(0, "app", 1));
    service.begin();
    await().until(() -> refused.get() > 0);
    broker.set(Broker.THERE);

    arrives(wish(1, "other", 1));

    await().until(() -> reports(WorkloadReported.class).stream().anyMatch(this::isOther));
  }

  private boolean isOther(WorkloadReported report) {
    return report.getWorkload().equals("other");
  }

  @SafeVarargs
  private void wishesAtStart(ConsumerRecord<byte[], byte[]>... records) {
    consumer.updateBeginningOffsets(Map.of(WISHES, 0L, STATUSES, 0L));
    consumer.updateEndOffsets(Map.of(WISHES, (long) records.length, STATUSES, 0L));
    consumer.schedulePollTask(() -> List.of(records).forEach(consumer::addRecord));
  }

  private void arrives(ConsumerRecord<byte[], byte[]> record) {
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  private ConsumerRecord<byte[], byte[]> wish(long offset, String name, long revision) {
    Workload workload =
        new Workload(new WorkloadName(name), revision, 1, ProcessSpec.of("trainer"));
    return new ConsumerRecord<>(
        WISHES.topic(), 0, offset, utf8(name), codec.encode(WorkloadEvents.event(workload)));
  }

  private static ConsumerRecord<byte[], byte[]> tombstone(long offset, String name) {
    return record(offset, name, null);
  }

  @SuppressWarnings("NullAway") // a tombstone has a null value
  private static ConsumerRecord<byte[], byte[]> record(
      long offset, String name, byte @Nullable [] value) {
    return new ConsumerRecord<>(WISHES.topic(), 0, offset, utf8(name), value);
  }

  private <E extends SpecificRecord> List<E> reports(Class<E> type) {
    return producer.history().stream()
        .map(record -> ((Decoded.Event) codec.decode(record.value())).event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static TopicPartition of(Topic topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
