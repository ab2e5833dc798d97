package io.aiedge.platform.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.platform.broker.BrokerExtension;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.platform.broker.Records;
import io.aiedge.platform.mirror.MirrorHealth.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Between a shared edge and a cloud of this class; every test is a cluster of its own. */
@ExtendWith(BrokerExtension.class)
class MirrorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static EmbeddedBroker cloudBroker;
  private static EmbeddedBroker edgeBroker;
  private static Records cloud;
  private static Records edge;

  @BeforeAll
  static void startSites(EmbeddedBroker shared) throws Exception {
    edgeBroker = shared;
    cloudBroker = EmbeddedBroker.start(folder.resolve("cloud"));
    cloud = new Records(cloudBroker.bootstrap());
    edge = new Records(edgeBroker.bootstrap());
  }

  @AfterAll
  static void stopCloud() {
    cloudBroker.close();
  }

  @Test
  void recordsFlowBothWaysAndNoneIsLostWhileTheMirrorIsAway() throws Exception {
    for (Records site : List.of(cloud, edge)) {
      site.create("both.up", 2);
      site.create("both.down", 2);
    }
    edge.send("both.up", List.of("u1", "u2"));
    cloud.send("both.down", List.of("d1", "d2"));
    try (Mirror mirror = mirror("both")) {
      assertThat(cloud.read("both.up", 2)).containsExactlyInAnyOrder("u1", "u2");
      assertThat(edge.read("both.down", 2)).containsExactlyInAnyOrder("d1", "d2");
      awaitState(mirror, State.RUNNING);
    }
    edge.send("both.up", List.of("u3"));
    cloud.send("both.down", List.of("d3"));
    try (Mirror mirror = mirror("both")) {
      assertThat(cloud.read("both.up", 3)).containsExactlyInAnyOrder("u1", "u2", "u3");
      assertThat(edge.read("both.down", 3)).containsExactlyInAnyOrder("d1", "d2", "d3");
      assertThat(mirror.health().restarts()).isZero();
    }
  }

  @Test
  void aTopicCreatedLaterIsCarriedAndAbortedRecordsAreNot() throws Exception {
    cloud.create("late.down.one", 1);
    edge.create("late.up", 1);
    try (Mirror mirror = mirror("late")) {
      awaitState(mirror, State.RUNNING);
      cloud.create("late.down.two", 3);
      Records transactional =
          new Records(cloudBroker.bootstrap(), Map.of("transactional.id", "late"));
      try (var producer = transactional.producer()) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("late.down.two", "taken back", "taken back")).get();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("late.down.two", "kept", "kept")).get();
        producer.commitTransaction();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(edge.partitions("late.down.two")).isEqualTo(3));
      assertThat(edge.read("late.down.two", 1)).containsExactly("kept");
    }
  }

  @Test
  void aMirrorThatFailedIsStartedAgain() throws Exception {
    cloud.create("failing.up", 1, Map.of("max.message.bytes", "1000"));
    edge.create("failing.up", 1);
    String large = "x".repeat(5_000);
    try (Mirror mirror = mirror("failing")) {
      awaitState(mirror, State.RUNNING);
      edge.send("failing.up", List.of(large));
      await().atMost(PATIENCE).until(() -> mirror.health().restarts() > 0);
      cloud.configure("failing.up", Map.of("max.message.bytes", "100000"));
      assertThat(cloud.read("failing.up", 1)).containsExactly(large);
      awaitState(mirror, State.RUNNING);
    }
  }

  @Test
  void aMirrorWaitsForACloudThatIsNotThereYet() throws Exception {
    Path late = folder.resolve("late-cloud");
    String bootstrap;
    try (EmbeddedBroker first = EmbeddedBroker.start(late)) {
      bootstrap = first.bootstrap();
    }
    edge.create("waiting.up", 1);
    edge.send("waiting.up", List.of("u1"));
    MirrorSettings settings = settings("waiting", bootstrap);
    try (Mirror mirror = Mirror.start(settings)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(mirror.health().detail())
                      .isEqualTo("Kafka at %s does not answer".formatted(bootstrap)));
      try (EmbeddedBroker there = EmbeddedBroker.start(late)) {
        awaitState(mirror, State.RUNNING);
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(new Records(bootstrap).partitions("waiting.up")).isEqualTo(1));
        assertThat(new Records(there.bootstrap()).read("waiting.up", 1)).containsExactly("u1");
        mirror.close();
      }
    }
  }

  @Test
  void aMirrorWaitsForACloudWhoseNameCannotBeResolvedYet() {
    MirrorSettings settings = settings("offline", "cloud.invalid:9092");
    try (Mirror mirror = Mirror.start(settings)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(mirror.health().detail())
                      .startsWith("Kafka at cloud.invalid:9092 cannot be asked: ")
                      .contains("No resolvable bootstrap urls"));
      assertThat(mirror.health().state()).isEqualTo(State.WAITING);
    }
  }

  @Test
  void aMirrorWhoseStartFailsUnexpectedlyIsStartedAgain() throws Exception {
    edge.create("unexpected.up", 1);
    edge.send("unexpected.up", List.of("u1"));
    AtomicInteger starts = new AtomicInteger();
    Mirror.Starter starter =
        (settings, pastWorkers) -> {
          if (starts.incrementAndGet() == 1) {
            throw new IllegalStateException("as by a bug");
          }
          return MirrorRun.start(settings, pastWorkers);
        };
    try (Mirror mirror = Mirror.start(settings("unexpected", cloudBroker.bootstrap()), starter)) {
      awaitState(mirror, State.RUNNING);
      assertThat(mirror.health().restarts()).isEqualTo(1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(cloud.partitions("unexpected.up")).isEqualTo(1));
      assertThat(cloud.read("unexpected.up", 1)).containsExactly("u1");
    }
  }

  private static Mirror mirror(String cluster) {
    return Mirror.start(settings(cluster, cloudBroker.bootstrap()));
  }

  private static MirrorSettings settings(String cluster, String cloud) {
    return new MirrorSettings(
        new ClusterPath(cluster),
        edgeBroker.bootstrap(),
        cloud,
        List.of(cluster + ".up"),
        List.of(cluster + ".down*"));
  }

  private static void awaitState(Mirror mirror, State state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(mirror.health().state()).isEqualTo(state));
  }
}
