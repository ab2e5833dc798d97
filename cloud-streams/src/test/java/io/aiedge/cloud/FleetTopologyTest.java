package io.aiedge.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.ClusterState;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandOutcome;
import io.aiedge.event.fleet.CommandRequested;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.CommandState;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.event.fleet.PlacementDecided;
import io.aiedge.event.fleet.PlacementVerdict;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.StreamConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
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

class FleetTopologyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final EventCodec codec = new EventCodec();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /** The clusters whose command topics are there. */
  private final Set<ClusterPath> topics =
      new HashSet<>(Set.of(new ClusterPath("edge-1"), new ClusterPath("edge-2")));

  private TopologyTestDriver driver;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    CloudConfig config =
        new CloudConfig(new StreamConfig("unused:9092", stateDir), Duration.ofMillis(500));
    driver =
        new TopologyTestDriver(
            FleetTopology.of(config, CloudStreams.service(config, metrics), topics::contains),
            properties,
            START);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void aClusterIsOnlineWhileItsLeaseIsCurrentAndUnreachableAfter() {
    register("edge-1", "id-1", "digits");
    pipe(TopicCatalogue.LEASES, "edge-1", new ClusterLease("edge-1", 1L, 3000L, START));

    driver.advanceWallClockTime(Duration.ofMillis(2500));
    assertThat(lastView().getState()).isEqualTo(ClusterState.ONLINE);
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(lastView().getState()).isEqualTo(ClusterState.UNREACHABLE);
    pipe(TopicCatalogue.LEASES, "edge-1", new ClusterLease("edge-1", 2L, 3000L, START));
    assertThat(lastView().getState()).isEqualTo(ClusterState.ONLINE);
  }

  @Test
  void aClusterJoinsOnceItsCommandTopicIsThere() {
    register("late", "id-1", "digits");
    request("r1", "late");
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    assertThat(read(TopicCatalogue.CLUSTERS)).isEmpty();
    assertThat(deadLetters()).containsExactly("unknown-cluster");

    topics.add(new ClusterPath("late"));
    driver.advanceWallClockTime(Duration.ofMillis(500));
    request("r2", "late");

    assertThat(lastView().getRegistration().getPath()).isEqualTo("late");
    assertThat(commands("late")).extracting(Command::getCommandId).containsExactly("r2");
  }

  @Test
  void aClusterThatIsToJoinHasItsPathAlready() {
    register("late", "id-1", "digits");

    register("late", "id-2", "digits");

    assertThat(deadLetters()).containsExactly("path-taken");
  }

  @Test
  void aTakenPathIsRefusedToAnotherCluster() {
    register("edge-1", "id-1", "digits");

    register("edge-1", "id-2", "digits");

    assertThat(deadLetters()).containsExactly("path-taken");
    assertThat(
            metrics
                .get("aiedge_dead_letters_total")
                .tags("service", "cloud-streams", "reason", "path-taken")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void commandsAreNumberedInTheOrderOfTheirRequests() {
    register("edge-1", "id-1", "digits");

    request("r1", "edge-1");
    request("r2", "edge-1");
    request("r1", "edge-1");

    assertThat(commands("edge-1")).extracting(Command::getSequence).containsExactly(1L, 2L);
    assertThat(commands("edge-1")).isEmpty();
  }

  @Test
  void theFirstResultOfACommandStands() {
    register("edge-1", "id-1", "digits");
    request("r1", "edge-1");

    result("r1", CommandOutcome.SUCCEEDED);
    result("r1", CommandOutcome.FAILED);

    assertThat(read(TopicCatalogue.COMMAND_VIEWS))
        .extracting(view -> ((CommandView) view).getState())
        .containsExactly(CommandState.PENDING, CommandState.SUCCEEDED);
  }

  @Test
  void aRequestToAnUnknownClusterAndAnUnknownResultAreSetAside() {
    request("r1", "nowhere");
    result("r9", CommandOutcome.SUCCEEDED);

    assertThat(deadLetters()).containsExactly("unknown-cluster", "unknown-command");
  }

  @Test
  void aTrainerGoesWhereTheDataIsAndTheReasonsAreKept() {
    register("edge-1", "id-1", "digits");
    register("edge-2", "id-2", "faces");

    job(JobState.INITIALIZING);

    assertThat(commands("edge-1"))
        .singleElement()
        .satisfies(
            command -> {
              ApplyWorkload apply = (ApplyWorkload) command.getAction();
              assertThat(apply.getWorkload()).isEqualTo("trainer-job-1");
              assertThat(apply.getProcess().getEnvironment()).containsEntry("AIEDGE_JOB", "job-1");
            });
    assertThat(commands("edge-2")).isEmpty();
    PlacementDecided decided = (PlacementDecided) read(TopicCatalogue.PLACEMENTS).get(0);
    assertThat(decided.getVerdicts())
        .extracting(PlacementVerdict::getReason)
        .containsExactly(
            "it holds the data set digits",
            "it does not hold the data set digits; it holds [faces]");
  }

  @Test
  void aClusterThatRegistersLaterGetsItsTrainerOnce() {
    job(JobState.WAITING);
    register("edge-1", "id-1", "digits");

    driver.advanceWallClockTime(Duration.ofSeconds(1));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(commands("edge-1")).hasSize(1);
  }

  @Test
  void trainersAreRemovedWhenTheJobEnds() {
    register("edge-1", "id-1", "digits");
    job(JobState.INITIALIZING);

    job(JobState.SUCCEEDED);
    job(JobState.SUCCEEDED);

    assertThat(commands("edge-1"))
        .extracting(Command::getAction)
        .hasExactlyElementsOfTypes(ApplyWorkload.class, RemoveWorkload.class);
  }

  @Test
  void aClusterThatLosesItsDataSetIsRidOfItsTrainerWhenTheJobEnds() {
    register("edge-1", "id-1", "digits");
    job(JobState.INITIALIZING);
    register("edge-1", "id-1", "faces");
    job(JobState.TRAINING);

    job(JobState.SUCCEEDED);

    assertThat(commands("edge-1"))
        .extracting(Command::getAction)
        .hasExactlyElementsOfTypes(ApplyWorkload.class, RemoveWorkload.class);
  }

  @Test
  void aRegistrationThatNamesNoPathIsSetAsideAndTheFleetGoesOn() {
    register("North Pole/1", "id-1", "digits");
    register("edge-1", "id-2", "digits");
    job(JobState.INITIALIZING);

    assertThat(deadLetters()).containsExactly("bad-path");
    assertThat(commands("edge-1")).hasSize(1);
  }

  @Test
  void aRegistrationUnderAnotherKeyIsSetAside() {
    pipe(TopicCatalogue.REGISTRATIONS, "edge-2", registration("edge-1", "id-1", "digits"));

    assertThat(deadLetters()).containsExactly("wrong-key");
  }

  @Test
  void aLeaseWithoutEndIsSetAside() {
    register("edge-1", "id-1", "digits");
    pipe(TopicCatalogue.LEASES, "edge-1", new ClusterLease("edge-1", 1L, Long.MAX_VALUE, START));

    driver.advanceWallClockTime(Duration.ofMinutes(1));

    assertThat(deadLetters()).containsExactly("bad-lease");
    assertThat(lastView().getState()).isEqualTo(ClusterState.UNREACHABLE);
  }

  @Test
  void aClusterCannotAnswerForAnother() {
    register("edge-1", "id-1", "digits");
    request("r1", "edge-1");

    pipe(
        TopicCatalogue.RESULTS,
        "edge-1",
        new CommandResult("r1", "edge-2", 1L, CommandOutcome.SUCCEEDED, "", START, START));

    assertThat(deadLetters()).containsExactly("wrong-cluster");
    assertThat(read(TopicCatalogue.COMMAND_VIEWS)).hasSize(1);
  }

  private void register(String path, String id, String dataset) {
    pipe(TopicCatalogue.REGISTRATIONS, path, registration(path, id, dataset));
  }

  private static ClusterRegistered registration(String path, String id, String dataset) {
    return ClusterRegistered.newBuilder()
        .setClusterId(id)
        .setPath(path)
        .setParent("cloud")
        .setKind(ClusterKind.PROCESS)
        .setVersion("1")
        .setCpus(2)
        .setMemoryBytes(1L << 30)
        .setDatasets(List.of(new HeldDataset(dataset, 100L, List.of(64), 10)))
        .setAt(START)
        .build();
  }

  private void request(String id, String cluster) {
    pipe(
        TopicCatalogue.COMMAND_REQUESTS,
        cluster,
        new CommandRequested(id, cluster, new RemoveWorkload("x", 1L), "because", START, null));
  }

  private void result(String id, CommandOutcome outcome) {
    pipe(
        TopicCatalogue.RESULTS,
        "edge-1",
        new CommandResult(id, "edge-1", 1L, outcome, "", START, START));
  }

  private void job(JobState state) {
    JobSpec spec =
        JobSpec.newBuilder()
            .setJob("job-1")
            .setName("digits")
            .setDataset("digits")
            .setModel(
                ModelSpec.newBuilder()
                    .setKind(ModelKind.KERAS)
                    .setParameters(1)
                    .setChunkElements(1)
                    .build())
            .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
            .setStrategy(StrategySpec.newBuilder().build())
            .setRounds(RoundSpec.newBuilder().setRounds(1).build())
            .build();
    pipe(
        TopicCatalogue.JOBS,
        "job-1",
        JobView.newBuilder()
            .setSpec(spec)
            .setState(state)
            .setSubmittedAt(START)
            .setAt(START)
            .build());
  }

  private void pipe(Topic topic, String key, SpecificRecord event) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, codec.encode(event));
  }

  private ClusterView lastView() {
    List<SpecificRecord> views = read(TopicCatalogue.CLUSTERS);
    return (ClusterView) views.get(views.size() - 1);
  }

  private List<Command> commands(String cluster) {
    return events("fleet.commands." + cluster).stream().map(Command.class::cast).toList();
  }

  /** The reasons, which also stand in a header. */
  private List<String> deadLetters() {
    return driver
        .createOutputTopic(
            TopicCatalogue.DEAD_LETTERS.name(),
            new StringDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .map(
            record -> {
              DeadLetter letter =
                  (DeadLetter) ((Decoded.Event) codec.decode(record.value())).event();
              assertThat(record.headers().lastHeader("aiedge_reason").value())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo(letter.getReason());
              return letter.getReason();
            })
        .toList();
  }

  private List<SpecificRecord> read(Topic topic) {
    return events(topic.name());
  }

  private List<SpecificRecord> events(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(bytes -> ((Decoded.Event) codec.decode(bytes)).event())
        .toList();
  }
}
