package io.aiedge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.aiedge.client.CloudClient;
import io.aiedge.cloud.CloudConfig;
import io.aiedge.cloud.CloudStreams;
import io.aiedge.cloud.topic.KafkaCommandTopics;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.CommandRequested;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.platform.broker.Records;
import io.aiedge.schemas.serde.EventProducer;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that nobody had heard of when the cloud was set up. */
class LateClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ClusterPath LATE = new ClusterPath("late");

  @Test
  void itJoinsAndGetsItsCommands(@TempDir Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
        new TopicCreator(admin, TopicSizes.SINGLE_BROKER).createAtCloud(List.of());
      }
      ConfigSource settings =
          new ConfigSource(
              Map.of(),
              Map.of(
                  "kafka.bootstrap",
                  broker.bootstrap(),
                  "state.dir",
                  folder.resolve("state").toString()));
      CloudClient cloud = new CloudClient(broker.bootstrap());
      String topic = TopicCatalogue.COMMANDS.nameFor(LATE);
      try (CloudStreams streams =
              new CloudStreams(CloudConfig.from(settings), new SimpleMeterRegistry());
          EventProducer producer = EventProducer.connect(broker.bootstrap(), "test", PATIENCE)) {
        streams.start();
        producer.send(TopicCatalogue.REGISTRATIONS.name(), LATE.value(), registration()).get();
        await().atMost(PATIENCE).until(() -> cloud.clusters().size() == 1);
        assertThat(new Records(broker.bootstrap()).partitions(topic)).isEqualTo(1);

        producer.send(TopicCatalogue.COMMAND_REQUESTS.name(), LATE.value(), request()).get();

        await().atMost(PATIENCE).until(() -> cloud.commands().size() == 1);
        assertThat(new Records(broker.bootstrap()).all(topic)).hasSize(1);
      }
    }
  }

  @Test
  void aTopicThatCouldNotBeMadeIsAskedForAgainAndNobodyWaits(@TempDir Path folder)
      throws Exception {
    String bootstrap;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      bootstrap = broker.bootstrap();
    }
    try (KafkaCommandTopics topics = KafkaCommandTopics.at(bootstrap)) {
      Instant away = Instant.now();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertTimeout(Duration.ofSeconds(1), () -> topics.ready(LATE));
                return Duration.between(away, Instant.now()).toSeconds() > 7;
              });
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
        await().atMost(PATIENCE).until(() -> topics.ready(LATE));
        assertThat(new Records(broker.bootstrap()).partitions("fleet.commands.late")).isEqualTo(1);
      }
    }
  }

  private static ClusterRegistered registration() {
    return ClusterRegistered.newBuilder()
        .setClusterId("7")
        .setPath(LATE.value())
        .setParent(ClusterPath.ROOT.value())
        .setKind(ClusterKind.PROCESS)
        .setVersion("1")
        .setCpus(1)
        .setMemoryBytes(1)
        .setDatasets(List.of())
        .setAt(Instant.now())
        .build();
  }

  private static CommandRequested request() {
    return CommandRequested.newBuilder()
        .setRequestId("r1")
        .setCluster(LATE.value())
        .setAction(new RemoveWorkload("any", 1L))
        .setReason("twice what a producer writes by default".repeat(1 << 16))
        .setAt(Instant.now())
        .build();
  }
}
