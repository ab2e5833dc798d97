package io.aiedge.bridge.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ClusterPresenceTest {
  private static final ClusterPath NORTH = new ClusterPath("north");

  private final EventCodec codec = new EventCodec();
  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private ClusterRegistered standing = registration();
  private boolean speechless;
  private final ClusterPresence presence =
      new ClusterPresence(
          NORTH,
          this::registered,
          Duration.ofSeconds(5),
          new EventProducer(kafka, codec, "north/edge-bridge", Clock.systemUTC()));

  @Test
  void aClusterRegistersOnceAndRenewsItsLease() {
    presence.renew();
    presence.renew();

    assertThat(written(ClusterRegistered.class)).containsExactly(standing);
    assertThat(written(ClusterLease.class))
        .extracting(ClusterLease::getSequence, ClusterLease::getTtlMillis)
        .containsExactly(tuple(1L, 15_000L), tuple(2L, 15_000L));
  }

  @Test
  void aClusterThatHasOtherDataSetsRegistersAgain() {
    presence.renew();
    ClusterRegistered before = standing;
    standing = registration(new HeldDataset("digits", 100L, List.of(64), 10));

    presence.renew();

    assertThat(written(ClusterRegistered.class)).containsExactly(before, standing);
  }

  @Test
  void theLeaseIsRenewedAlsoWhileTheClusterCannotSayWhatItIs() {
    speechless = true;
    presence.renew();
    presence.renew();
    assertThat(written(ClusterLease.class)).hasSize(2);
    assertThat(written(ClusterRegistered.class)).isEmpty();

    speechless = false;
    presence.renew();

    assertThat(written(ClusterRegistered.class)).containsExactly(standing);
  }

  @Test
  void aRegistrationThatKafkaDidNotTakeIsWrittenAgain() {
    kafka.sendException = new TimeoutException("no broker");
    presence.renew();
    kafka.sendException = null;

    presence.renew();

    assertThat(written(ClusterRegistered.class)).containsExactly(standing);
    assertThat(written(ClusterLease.class)).hasSize(1);
  }

  private ClusterRegistered registered() {
    if (speechless) {
      throw new IllegalStateException("as by a bug");
    }
    return standing;
  }

  private static ClusterRegistered registration(HeldDataset... datasets) {
    return ClusterRegistered.newBuilder()
        .setClusterId("6f9619ff-8b86-d011-b42d-00cf4fc964ff")
        .setPath(NORTH.value())
        .setParent(ClusterPath.ROOT.value())
        .setKind(ClusterKind.PROCESS)
        .setVersion("1")
        .setCpus(1)
        .setMemoryBytes(1)
        .setDatasets(List.of(datasets))
        .setAt(Instant.EPOCH)
        .build();
  }

  private <E extends SpecificRecord> List<E> written(Class<E> type) {
    return kafka.history().stream()
        .map(record -> ((Decoded.Event) codec.decode(record.value())).event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
