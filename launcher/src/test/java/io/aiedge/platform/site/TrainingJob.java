package io.aiedge.platform.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.client.Follower;
import io.aiedge.client.JobProgress;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.submission.JobSubmission;
import io.aiedge.trainer.submission.ModelSpecs;
import io.aiedge.trainer.submission.SpecifiedModel;
import io.aiedge.trainer.submission.Submission;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A small job on the digits, whose model has several chunks, as a test sees it at the cloud. */
final class TrainingJob {
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int CHUNK_ELEMENTS = 1024;
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final String ARCHITECTURE =
      """
      {"class_name": "Sequential", "config": {"layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 64]}},
        {"class_name": "Dense", "config": {"name": "h", "units": 32, "activation": "relu"}},
        {"class_name": "Dense", "config": {"name": "o", "units": 10, "activation": "softmax"}}]}}
      """;
  private static final String TRAINING =
      "{\"loss\": \"sparse_categorical_crossentropy\", \"optimizer\": \"sgd\"}";

  private final FaultPlatform platform;
  private final String name;

  private TrainingJob(FaultPlatform platform, String name) {
    this.platform = platform;
    this.name = name;
  }

  static TrainingJob submit(FaultPlatform platform, int rounds, int epochs, Duration clientTimeout)
      throws IOException {
    SpecifiedModel.Ready model =
        (SpecifiedModel.Ready) ModelSpecs.keras(ARCHITECTURE, TRAINING, CHUNK_ELEMENTS, 7);
    JobSpec spec =
        JobSpec.newBuilder()
            .setJob("faults-" + COUNTER.incrementAndGet())
            .setName("faults")
            .setDataset("digits")
            .setModel(model.spec())
            .setTraining(
                LocalTrainingSpec.newBuilder()
                    .setEpochs(epochs)
                    .setBatchSize(8)
                    .setLearningRate(0.05)
                    .setSeed(7)
                    .build())
            .setStrategy(StrategySpec.newBuilder().build())
            .setRounds(
                RoundSpec.newBuilder()
                    .setRounds(rounds)
                    .setMinClients(2)
                    .setMinAvailable(3)
                    .setMaxFailures(10)
                    .setDeadlineMillis(120_000)
                    .setClientTimeoutMillis(clientTimeout.toMillis())
                    .build())
            .setSeed(7)
            .build();
    JobSubmission.submit(
        platform.client().bootstrap(), new Submission(spec, model.weights(), null, "test"));
    return new TrainingJob(platform, spec.getJob());
  }

  List<ModelVersion> versions() throws IOException {
    return platform.client().versions(name);
  }

  void awaitVersion(int number) {
    await().atMost(PATIENCE).until(() -> versions().size() > number);
  }

  /** Waits for the job to end well; returns the digest of its model. */
  String end() throws IOException {
    await().atMost(PATIENCE).until(() -> view().filter(JobProgress::hasEnded).isPresent());
    assertThat(view())
        .hasValueSatisfying(
            view -> assertThat(view.getState()).as(view.getReason()).isEqualTo(JobState.SUCCEEDED));
    List<ModelVersion> versions = versions();
    return HexFormat.of().formatHex(versions.get(versions.size() - 1).getSha256().bytes());
  }

  void stop() throws IOException {
    platform.client().stopJob(name, "seen enough");
    await()
        .atMost(PATIENCE)
        .until(() -> view().filter(view -> view.getState() == JobState.STOPPED).isPresent());
  }

  private Optional<JobView> view() throws IOException {
    return platform.client().job(name);
  }

  /** Who trained each version from 1 on, in order. */
  List<List<String>> contributors() throws IOException {
    return versions().stream()
        .skip(1)
        .map(version -> version.getContributions().stream().map(Contribution::getClient).toList())
        .toList();
  }

  /**
   * Waits until the updates of these clients, and no others, to the round under way have arrived at
   * the cloud whole.
   *
   * @return the round
   */
  int awaitUpdatesOf(String... clients) throws IOException {
    RoundUnderWay round = new RoundUnderWay(name);
    follow(
        round::take,
        () -> round.hasUpdatesOf(Set.of(clients)),
        TopicCatalogue.UPDATES,
        TopicCatalogue.MODEL_VERSIONS,
        TopicCatalogue.JOBS);
    return round.number();
  }

  /** Waits until the cloud hears what a client said after an instant. */
  void awaitHeartbeatOf(String client, Instant after) throws IOException {
    first(
        ClientHeartbeat.class,
        TopicCatalogue.PROGRESS,
        heartbeat ->
            heartbeat.getJob().equals(name)
                && heartbeat.getClient().equals(client)
                && heartbeat.getAt().isAfter(after));
  }

  /** Waits until an edge has answered its order to run the trainer. */
  void awaitAnswerOf(String cluster) throws IOException {
    String command =
        first(
                CommandView.class,
                TopicCatalogue.COMMAND_VIEWS,
                view -> isOfThis(view) && view.getCommand().getCluster().equals(cluster))
            .getCommand()
            .getCommandId();
    first(
        CommandResult.class,
        TopicCatalogue.RESULTS,
        result -> result.getCommandId().equals(command));
  }

  /** Waits until the trainer at an edge runs. */
  TrainerProcess trainer(String cluster) throws IOException {
    WorkloadReported running =
        first(
            WorkloadReported.class,
            TopicCatalogue.REPORTS,
            report ->
                report.getCluster().equals(cluster)
                    && report.getWorkload().equals("trainer-" + name)
                    && report.getState() == WorkloadState.RUNNING);
    return new TrainerProcess(ProcessHandle.of(running.getPid()).orElseThrow());
  }

  /** What the cloud knows of the commands that run and end the trainers. */
  List<CommandView> commands() throws IOException {
    return platform.client().commands().stream().filter(this::isOfThis).toList();
  }

  /** The different answers to a command that have reached the cloud. */
  Set<CommandResult> answers(CommandView command) throws IOException {
    Set<CommandResult> answers = new HashSet<>();
    try (Follower results = platform.client().follow(Instant.EPOCH, TopicCatalogue.RESULTS)) {
      results.catchUp(
          event -> {
            if (event instanceof CommandResult result
                && result.getCommandId().equals(command.getCommand().getCommandId())) {
              answers.add(result);
            }
          });
    }
    return answers;
  }

  private boolean isOfThis(CommandView view) {
    return view.getCommand().getReason().contains(name);
  }

  private <E extends SpecificRecord> E first(Class<E> type, Topic topic, Predicate<E> wanted)
      throws IOException {
    AtomicReference<@Nullable E> found = new AtomicReference<>();
    follow(
        event -> {
          if (type.isInstance(event) && wanted.test(type.cast(event))) {
            found.compareAndSet(null, type.cast(event));
          }
        },
        () -> found.get() != null,
        topic);
    return requireNonNull(found.get());
  }

  /** Reads topics from their beginning until enough is seen. */
  private void follow(Consumer<SpecificRecord> sink, BooleanSupplier enough, Topic... topics)
      throws IOException {
    try (Follower events = platform.client().follow(Instant.EPOCH, topics)) {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                events.poll(Duration.ofMillis(100), sink);
                return enough.getAsBoolean();
              });
    }
  }
}
