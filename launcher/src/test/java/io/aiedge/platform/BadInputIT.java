package io.aiedge.platform;

import static io.aiedge.platform.PlainClients.withValues;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.client.CloudClient;
import io.aiedge.client.Follower;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.MissingContribution;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.fl.coordinator.Coordinator;
import io.aiedge.fl.coordinator.CoordinatorConfig;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.aiedge.stream.StreamService;
import io.aiedge.trainer.submission.JobSubmission;
import io.aiedge.trainer.submission.Submission;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real coordinator and real accumulators on a real broker, given all that should not come. */
class BadInputIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ClusterLease LEASE = new ClusterLease("any", 1L, 1000L, Instant.EPOCH);
  private static final JobSpec SPEC =
      JobSpec.newBuilder()
          .setJob("bad-input")
          .setName("Bad input")
          .setDataset("any")
          .setModel(
              ModelSpec.newBuilder()
                  .setKind(ModelKind.KERAS)
                  .setParameters(5)
                  .setChunkElements(3)
                  .build())
          .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
          .setStrategy(StrategySpec.newBuilder().build())
          .setRounds(
              RoundSpec.newBuilder()
                  .setRounds(2)
                  .setMinClients(2)
                  .setMinAvailable(8)
                  .setClientTimeoutMillis(8_000)
                  .build())
          .build();

  /** How often each service gives each reason. */
  private static final Map<String, Long> EXPECTED =
      Map.ofEntries(
          Map.entry("fl-accumulator non-finite", 2L),
          Map.entry("fl-accumulator wrong-shape", 1L),
          Map.entry("fl-accumulator wrong-checksum", 1L),
          Map.entry("fl-accumulator overflow", 1L),
          Map.entry("fl-accumulator stale-round", 1L),
          Map.entry("fl-accumulator unknown-job", 1L),
          Map.entry("fl-accumulator not-a-participant", 1L),
          Map.entry("fl-accumulator not-avro", 1L),
          Map.entry("fl-accumulator malformed", 1L),
          Map.entry("fl-accumulator unknown-schema", 1L),
          Map.entry("fl-accumulator unexpected-event", 1L),
          Map.entry("fl-coordinator stale-round", 1L),
          Map.entry("fl-coordinator unknown-job", 1L),
          Map.entry("fl-coordinator not-avro", 2L),
          Map.entry("fl-coordinator unexpected-event", 1L));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private StreamService accumulator;
  private StreamService coordinator;
  private PlainClients clients;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      new TopicCreator(admin, TopicSizes.SINGLE_BROKER).createAtCloud(List.of());
    }
    ConfigSource settings =
        new ConfigSource(
            Map.of(),
            Map.of(
                "kafka.bootstrap", broker.bootstrap(),
                "state.dir", folder.resolve("state").toString(),
                "accumulator.park-time", "10s"));
    accumulator = Accumulator.of(AccumulatorConfig.from(settings), meters);
    coordinator = Coordinator.of(CoordinatorConfig.from(settings), meters);
    accumulator.start();
    coordinator.start();
    clients = new PlainClients(broker.bootstrap(), SPEC);
  }

  @AfterEach
  void stop() {
    clients.close();
    coordinator.close();
    accumulator.close();
    broker.close();
  }

  @Test
  void allOfItIsSetAsideAndCountedAndTheModelIsThatOfTheGoodClients() throws Exception {
    JobSubmission.submit(
        broker.bootstrap(), new Submission(SPEC, new float[] {1, 2, 3, 4, 5}, null, "ann"));
    beginRound(
        "good-1", "good-2", "nan", "infinite", "misshapen", "corrupt", "overflowing", "dying");

    sendBadUpdates();
    sendWhatBelongsNowhere();
    sendUnreadable();
    clients.update("good-1", 1, 1, 1, 1, 1, 1);
    clients.chunks("good-1", 1, 1, 1, 1, 1, 1);
    clients.update("good-2", 3, 3, 3, 3, 3, 3);

    ModelVersion version = awaitVersion();
    assertThat(new CloudClient(broker.bootstrap()).weights(version).values())
        .as("(1 x 1 + 3 x 3) / 4 more than version 0")
        .containsExactly(3.5f, 4.5f, 5.5f, 6.5f, 7.5f);
    assertThat(version.getContributions())
        .extracting(Contribution::getClient)
        .containsExactly("good-1", "good-2");
    assertThat(version.getLeftOut())
        .extracting(MissingContribution::getClient)
        .containsExactlyInAnyOrder(
            "nan", "infinite", "misshapen", "corrupt", "overflowing", "dying");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters()).isEqualTo(EXPECTED));
    assertThat(counted()).isEqualTo(EXPECTED);
    assertThat(meters.get("aiedge_fl_chunks_total").tag("outcome", "duplicate").counter().count())
        .as("the chunks of good-1 that came again")
        .isEqualTo(2);
  }

  /** One bad chunk each, in an update that is whole but for it. */
  private void sendBadUpdates() {
    bad("nan", chunk -> withValues(chunk, 1, Float.NaN, 3));
    bad("infinite", chunk -> withValues(chunk, 1, Float.NEGATIVE_INFINITY, 3));
    bad("misshapen", chunk -> withValues(chunk, 1, 2));
    bad("corrupt", chunk -> chunk.setCrc32c(chunk.getCrc32c() ^ 1));
    bad("overflowing", chunk -> withValues(chunk, 1, 9e9f, 3));
    clients.chunk("dying", 1, 0, UnaryOperator.identity(), 9, 9, 9, 9, 9);
  }

  private void bad(String client, UnaryOperator<UpdateChunk.Builder> change) {
    clients.chunk(client, 1, 0, change, 9, 9, 9, 9, 9);
    clients.chunk(client, 1, 1, UnaryOperator.identity(), 9, 9, 9, 9, 9);
    clients.manifest(client, 1, 1);
  }

  private void sendWhatBelongsNowhere() {
    clients.chunk("good-1", 1, 0, chunk -> chunk.setRound(0), 9, 9, 9, 9, 9);
    clients.chunk("good-1", 1, 0, chunk -> chunk.setJob("unheard-of"), 9, 9, 9, 9, 9);
    clients.chunk("stranger", 1, 0, UnaryOperator.identity(), 9, 9, 9, 9, 9);
    clients.manifest("good-1", 1, 7);
    clients.say(
        TopicCatalogue.JOB_REQUESTS, new JobStopRequested("unheard-of", "a slip", Instant.now()));
    clients.sendToChunks(0, clients.encoded(LEASE));
    clients.say(TopicCatalogue.PROGRESS, LEASE);
  }

  private void sendUnreadable() {
    byte[] text = "no event at all".getBytes(StandardCharsets.UTF_8);
    clients.send(TopicCatalogue.PROGRESS, text);
    clients.send(TopicCatalogue.JOB_REQUESTS, text);
    clients.sendToChunks(0, text);
    byte[] event = clients.encoded(LEASE);
    clients.sendToChunks(0, Arrays.copyOf(event, event.length - 1));
    event[5] ^= 1;
    clients.sendToChunks(0, event);
  }

  private void beginRound(String... names) {
    for (String name : names) {
      clients.ready(name);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                written(TopicCatalogue.ROUNDS).stream().anyMatch(RoundAnnounced.class::isInstance));
  }

  private ModelVersion awaitVersion() {
    CloudClient cloud = new CloudClient(broker.bootstrap());
    return await()
        .atMost(PATIENCE)
        .until(() -> cloud.versions(SPEC.getJob()), versions -> versions.size() == 2)
        .get(1);
  }

  /** How many dead letters there are by service and reason. */
  private Map<String, Long> deadLetters() {
    return written(TopicCatalogue.DEAD_LETTERS).stream()
        .map(DeadLetter.class::cast)
        .collect(groupingBy(letter -> letter.getService() + " " + letter.getReason(), counting()));
  }

  private Map<String, Long> counted() {
    Map<String, Long> counted = new HashMap<>();
    for (Counter counter : meters.find("aiedge_dead_letters_total").counters()) {
      counted.put(
          counter.getId().getTag("service") + " " + counter.getId().getTag("reason"),
          (long) counter.count());
    }
    return counted;
  }

  private List<SpecificRecord> written(Topic topic) {
    List<SpecificRecord> events = new ArrayList<>();
    try (Follower follower = new CloudClient(broker.bootstrap()).follow(Instant.EPOCH, topic)) {
      follower.catchUp(events::add);
    }
    return events;
  }
}
