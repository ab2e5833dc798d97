package io.aiedge.platform.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.client.CloudClient;
import io.aiedge.client.Follower;
import io.aiedge.client.JobProgress;
import io.aiedge.client.job.JobFile;
import io.aiedge.client.job.JobSubmitter;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.demo.DemoFolder;
import io.aiedge.demo.Scenario;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fleet.CommandState;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults while a job runs, with the real parts: every site a process, every kill a SIGKILL. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class FaultsE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<ClusterPath> EDGES =
      List.of(new ClusterPath("edge-1"), new ClusterPath("edge-2"), new ClusterPath("edge-3"));

  @TempDir static Path folder;

  private static Platform platform;
  private static String undisturbed;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path home = folder.resolve("platform");
    DemoFolder.prepare(Scenario.DIGITS, home);
    platform = Platform.start(home, EDGES, (text, arguments) -> {});
    platform.awaitClusters(EDGES, Duration.ofMinutes(2));
    undisturbed = digest(end(submit(6, 2, 15_000)));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void theCloudKilledInMidRoundAndStartedAgainMakesTheSameModel() throws Exception {
    JobSpec job = submit(6, 2, 15_000);
    awaitVersion(job, 2);

    platform.cloud().kill();
    platform.cloud().start();
    platform.cloud().awaitReady(PATIENCE);

    assertThat(digest(end(job))).isEqualTo(undisturbed);
  }

  @Test
  void aKilledTrainerIsStartedAgainAndItsUpdateCountsOnce() throws Exception {
    JobSpec job = submit(6, 2, 15_000);
    awaitVersion(job, 1);

    killTrainerOf(job, "edge-2");
    ModelVersion last = end(job);

    assertThat(digest(last)).isEqualTo(undisturbed);
    assertThat(versions(job))
        .filteredOn(version -> version.getVersion() > 0)
        .allSatisfy(
            version ->
                assertThat(version.getContributions())
                    .extracting(one -> one.getClient())
                    .containsExactly("edge-1", "edge-2", "edge-3"));
  }

  @Test
  void anEdgeThatIsAwayForARoundIsLeftOutAndJoinsAgain() throws Exception {
    JobSpec job = submit(1000, 30, 4_000);
    awaitVersion(job, 1);
    Site edge = platform.edge(EDGES.get(2));

    edge.kill();
    await()
        .atMost(PATIENCE)
        .until(() -> versions(job).stream().anyMatch(FaultsE2E::isWithoutTheThirdEdge));
    edge.start();
    edge.awaitReady(PATIENCE);

    await().atMost(PATIENCE).until(() -> hasTheThirdEdgeAgain(versions(job)));
    client().stopJob(job.getJob(), "seen enough");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                client()
                    .job(job.getJob())
                    .filter(view -> view.getState() == JobState.STOPPED)
                    .isPresent());
  }

  @Test
  void everyCommandHasOneAnswer() throws Exception {
    JobSpec job = submit(1, 1, 15_000);
    end(job);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(commandsOf(job))
                    .hasSize(2 * EDGES.size())
                    .allMatch(view -> view.getState() == CommandState.SUCCEEDED));
  }

  private static boolean isWithoutTheThirdEdge(ModelVersion version) {
    return version.getVersion() > 0
        && version.getContributions().stream().noneMatch(one -> one.getClient().equals("edge-3"));
  }

  private static boolean hasTheThirdEdgeAgain(List<ModelVersion> versions) {
    return versions.stream()
        .dropWhile(version -> !isWithoutTheThirdEdge(version))
        .anyMatch(version -> version.getContributions().size() == EDGES.size());
  }

  private static List<CommandView> commandsOf(JobSpec job) throws IOException {
    return client().commands().stream()
        .filter(view -> view.getCommand().getReason().contains(job.getJob()))
        .toList();
  }

  private static JobSpec submit(int rounds, int epochs, int clientTimeoutMillis)
      throws IOException {
    String text =
        """
        {
          "name": "faults", "dataset": "digits", "seed": 7,
          "model": {
            "keras": {"class_name": "Sequential", "config": {"layers": [
              {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 64]}},
              {"class_name": "Dense", "config": {"name": "h", "units": 32, "activation": "relu"}},
              {"class_name": "Dense", "config": {"name": "o", "units": 10, "activation": "softmax"}}]}},
            "compile": {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd"}
          },
          "training": {"epochs": %d, "batchSize": 8, "learningRate": 0.05, "seed": 7},
          "rounds": {"rounds": %d, "minClients": 2, "minAvailable": 3, "maxFailures": 10,
                     "deadlineMillis": 120000, "clientTimeoutMillis": %d}
        }
        """
            .formatted(epochs, rounds, clientTimeoutMillis);
    return JobSubmitter.submit(client(), JobFile.parse(text, folder));
  }

  private static void awaitVersion(JobSpec job, int number) {
    await()
        .atMost(PATIENCE)
        .until(() -> versions(job).stream().anyMatch(version -> version.getVersion() >= number));
  }

  private static ModelVersion end(JobSpec job) throws IOException {
    JobView view =
        CompletableFuture.supplyAsync(
                () ->
                    new JobProgress(unchecked(), job.getJob())
                        .follow(Instant.EPOCH.plusSeconds(10), event -> {}))
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    assertThat(view.getState()).as(view.getReason()).isEqualTo(JobState.SUCCEEDED);
    List<ModelVersion> versions = versions(job);
    return versions.get(versions.size() - 1);
  }

  private static void killTrainerOf(JobSpec job, String cluster) throws IOException {
    AtomicReference<WorkloadReported> running = new AtomicReference<>();
    try (Follower reports = client().follow(Instant.EPOCH, TopicCatalogue.REPORTS)) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                reports.poll(
                    Duration.ofMillis(100),
                    event -> {
                      if (event instanceof WorkloadReported report
                          && report.getCluster().equals(cluster)
                          && report.getWorkload().equals("trainer-" + job.getJob())
                          && report.getState() == WorkloadState.RUNNING) {
                        running.set(report);
                      }
                    });
                return running.get() != null;
              });
    }
    ProcessHandle keeper = ProcessHandle.of(requireNonNull(running.get()).getPid()).orElseThrow();
    assertThat(keeper.children().filter(ProcessHandle::destroyForcibly).count()).isPositive();
  }

  private static String digest(ModelVersion version) {
    return HexFormat.of().formatHex(version.getSha256().bytes());
  }

  private static List<ModelVersion> versions(JobSpec job) {
    return unchecked().versions(job.getJob());
  }

  private static CloudClient client() throws IOException {
    return platform.client();
  }

  private static CloudClient unchecked() {
    try {
      return client();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
