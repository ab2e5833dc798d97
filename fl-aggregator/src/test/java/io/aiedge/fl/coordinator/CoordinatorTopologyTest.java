package io.aiedge.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ChunkDigest;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.JobClosed;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.StreamConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorTopologyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String JOB = "digits-1";

  private final EventCodec codec = new EventCodec();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TopologyTestDriver driver;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    CoordinatorConfig config =
        new CoordinatorConfig(
            new StreamConfig("unused:9092", stateDir),
            2,
            Duration.ofMillis(250),
            Duration.ofSeconds(5));
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(
            CoordinatorTopology.of(config, Coordinator.service(config, metrics)),
            properties,
            START);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void aJobRunsFromItsSubmissionToItsLastEvaluation() {
    submit(spec(1));
    assertThat(read(TopicCatalogue.ROUNDS)).singleElement().isInstanceOf(JobOpened.class);
    assertThat(read(TopicCatalogue.ROUND_CONTROL))
        .hasExactlyElementsOfTypes(RoundOpened.class, RoundClosing.class);

    partitionsClose(0);
    ready("a");
    ready("b");

    RoundAnnounced announced = (RoundAnnounced) read(TopicCatalogue.ROUNDS).get(0);
    assertThat(announced.getParticipants()).containsExactly("a", "b");
    assertThat(announced.getPhase()).isEqualTo(RoundPhase.TRAIN);
    assertThat(announced.getVersionSha256().bytes()).isEqualTo(digestOfVersion(0));

    evaluate("a", 1, 0);
    evaluate("b", 1, 0);
    update("a");
    update("b");
    partitionsClose(1);
    evaluate("a", 2, 1);
    evaluate("b", 2, 1);

    List<SpecificRecord> versions = read(TopicCatalogue.MODEL_VERSIONS);
    ModelVersion last = (ModelVersion) versions.get(versions.size() - 1);
    assertThat(last.getVersion()).isEqualTo(1);
    assertThat(last.getEvaluation().getAccuracy()).isEqualTo(0.9);
    assertThat(last.getContributions()).hasSize(2);
    assertThat(last.getSha256().bytes()).isEqualTo(digestOfVersion(1));
    assertThat(read(TopicCatalogue.ROUNDS))
        .last()
        .isInstanceOfSatisfying(
            JobClosed.class, closed -> assertThat(closed.getState()).isEqualTo(JobState.SUCCEEDED));
    assertThat(lastView().getState()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void aRedeliveredManifestClosesNoRoundEarly() {
    submit(spec(1));
    partitionsClose(0);
    ready("a");
    ready("b");

    update("a");
    update("a");

    assertThat(lastView().getState()).isEqualTo(JobState.TRAINING);
    assertThat(read(TopicCatalogue.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void aRoundWhoseClientFellSilentClosesWithoutIt() {
    JobSpec spec = spec(1);
    submit(spec);
    partitionsClose(0);
    ready("a");
    ready("b");
    update("a");

    for (int second = 0; second < 20; second++) {
      pipe(TopicCatalogue.PROGRESS, new ClientHeartbeat(JOB, "a", 1, 10L, START));
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    assertThat(lastView().getState()).isEqualTo(JobState.CLOSING);
  }

  @Test
  void aBadJobIsRefusedAndItsViewSaysWhy() {
    JobSpec bad = JobSpec.newBuilder(spec(1)).setDataset(" ").build();

    submit(bad);

    assertThat(lastView().getReason())
        .isEqualTo("refused: dataset = \"\" is not allowed: give the name of a data set");
    assertThat(deadLetter().getReason()).isEqualTo("invalid-job");
  }

  @Test
  void aSecondJobOfTheSameNameIsRefused() {
    submit(spec(1));

    submit(spec(2));

    assertThat(deadLetter().getReason()).isEqualTo("job-exists");
  }

  @Test
  void whatIsNoEventOrOfNoJobGoesToTheDeadLetters() {
    driver
        .createInputTopic(
            TopicCatalogue.PROGRESS.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("x", "{\"json\": true}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(deadLetter().getReason()).isEqualTo("not-avro");

    ready("a");
    assertThat(deadLetter().getReason()).isEqualTo("unknown-job");
  }

  @Test
  void aStoppedJobTellsItsClients() {
    submit(spec(1));
    partitionsClose(0);

    pipe(TopicCatalogue.JOB_REQUESTS, new JobStopRequested(JOB, "not needed", START));

    assertThat(read(TopicCatalogue.ROUNDS)).last().isInstanceOf(JobClosed.class);
    assertThat(lastView().getReason()).isEqualTo("not needed");
  }

  private static JobSpec spec(int rounds) {
    return JobSpec.newBuilder()
        .setJob(JOB)
        .setName("digits")
        .setDataset("digits")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.SAVED_MODEL)
                .setParameters(4)
                .setChunkElements(2)
                .build())
        .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
        .setStrategy(StrategySpec.newBuilder().build())
        .setRounds(
            RoundSpec.newBuilder().setRounds(rounds).setMinClients(1).setMinAvailable(2).build())
        .build();
  }

  private void submit(JobSpec spec) {
    pipe(TopicCatalogue.JOB_REQUESTS, new JobSubmitted(spec, "tester", START));
  }

  private void ready(String client) {
    pipe(TopicCatalogue.PROGRESS, new ClientReady(JOB, client, 100L, 20L, "CPU", START));
  }

  private void update(String client) {
    pipe(
        TopicCatalogue.PROGRESS,
        UpdateManifest.newBuilder()
            .setJob(JOB)
            .setRound(1)
            .setClient(client)
            .setAttempt(0)
            .setVersion(0)
            .setSamples(100)
            .setChunkCount(2)
            .setBytes(16)
            .setSha256(new Sha256(new byte[32]))
            .setLoss(0.5)
            .setTrainMillis(10)
            .setBytesDown(16)
            .setAt(START)
            .build());
  }

  private void evaluate(String client, int round, int version) {
    pipe(
        TopicCatalogue.PROGRESS,
        new VersionEvaluated(JOB, round, version, client, 20L, 18L, 4.0, START));
  }

  private void partitionsClose(int round) {
    for (int partition = 0; partition < 2; partition++) {
      pipe(
          TopicCatalogue.ROUND_RESULTS,
          new PartitionClosed(
              JOB,
              round,
              0,
              partition,
              List.of(new ChunkDigest(partition, new Sha256(digest(round, partition))))));
    }
  }

  private static byte[] digest(int round, int chunk) {
    byte[] digest = new byte[32];
    digest[0] = (byte) round;
    digest[1] = (byte) chunk;
    return digest;
  }

  private static byte[] digestOfVersion(int version) {
    return ModelDigest.ofModel(List.of(digest(version, 0), digest(version, 1)));
  }

  private void pipe(Topic topic, SpecificRecord event) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(JOB, codec.encode(event));
  }

  private List<SpecificRecord> read(Topic topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(bytes -> ((Decoded.Event) codec.decode(bytes)).event())
        .toList();
  }

  private JobView lastView() {
    List<SpecificRecord> views = read(TopicCatalogue.JOBS);
    return (JobView) views.get(views.size() - 1);
  }

  private DeadLetter deadLetter() {
    return (DeadLetter) read(TopicCatalogue.DEAD_LETTERS).get(0);
  }
}
