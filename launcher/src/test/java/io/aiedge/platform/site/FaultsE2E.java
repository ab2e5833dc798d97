package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.event.fleet.CommandState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults while a job runs, with the real parts: every kill is a SIGKILL. A fault in mid-round comes
 * when the updates of two edges have arrived at the cloud and the trainer of the third is held, so
 * that the round cannot end before.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class FaultsE2E {
  private static final int ROUNDS = 6;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofSeconds(4);

  @TempDir static Path folder;

  private static FaultPlatform platform;
  private static String undisturbed;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    platform = FaultPlatform.start(folder.resolve("platform"));
    undisturbed = submit().end();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void theAggregatorKilledBeforeItTookTheUpdatesMakesTheSameModel() throws Exception {
    TrainingJob job = submit();
    job.awaitVersion(1);
    Held plain;
    Held aside;
    try (Held late = job.trainer(FaultPlatform.LINKED).hold()) {
      job.awaitUpdatesOf(FaultPlatform.PLAIN, FaultPlatform.MIRRORED_ASIDE);
      plain = job.trainer(FaultPlatform.PLAIN).hold();
      aside = job.trainer(FaultPlatform.MIRRORED_ASIDE).hold();
    }

    // The next round: two updates come while the aggregator can take none.
    job.awaitUpdatesOf(FaultPlatform.LINKED);
    platform.aggregator().stopClock();
    plain.close();
    aside.close();
    int round = job.awaitUpdatesOf(FaultPlatform.EDGES.toArray(String[]::new));
    platform.aggregator().kill();
    assertThat(job.versions()).as("versions before round %d", round).hasSize(round);
    platform.aggregator().startAgain();

    assertSameAsUndisturbed(job);
  }

  @Test
  void theAggregatorKilledOnceItTookTheUpdatesMakesTheSameModel() throws Exception {
    TrainingJob job = submit();
    job.awaitVersion(1);

    try (Held late = job.trainer(FaultPlatform.LINKED).hold()) {
      int round = job.awaitUpdatesOf(FaultPlatform.PLAIN, FaultPlatform.MIRRORED_ASIDE);
      platform.awaitUpdatesTaken();
      platform.aggregator().kill();
      assertThat(job.versions()).as("versions before round %d", round).hasSize(round);
      platform.aggregator().startAgain();
    }

    assertSameAsUndisturbed(job);
  }

  @Test
  void theCloudsKafkaKilledInMidRoundMakesTheSameModel() throws Exception {
    killTheCloudInMidRound(false);
  }

  @Test
  void theCloudsKafkaAndTheAggregatorKilledTogetherMakeTheSameModel() throws Exception {
    killTheCloudInMidRound(true);
  }

  private static void killTheCloudInMidRound(boolean withAggregator) throws Exception {
    TrainingJob job = submit();
    job.awaitVersion(1);

    try (Held late = job.trainer(FaultPlatform.LINKED).hold()) {
      int round = job.awaitUpdatesOf(FaultPlatform.PLAIN, FaultPlatform.MIRRORED_ASIDE);
      platform.cloud().kill();
      if (withAggregator) {
        platform.aggregator().kill();
      }
      platform.cloud().start();
      platform.cloud().awaitReady(TrainingJob.PATIENCE);
      if (withAggregator) {
        platform.aggregator().startAgain();
      }
      assertThat(job.versions()).as("versions before round %d", round).hasSize(round);
    }

    assertSameAsUndisturbed(job);
  }

  @Test
  void aKilledMirrorLosesNothingAndNothingCountsTwice() throws Exception {
    TrainingJob job = submit();
    job.awaitAnswerOf(FaultPlatform.MIRRORED_ASIDE);
    platform.mirror().kill();
    platform.mirror().startAgain();
    job.awaitVersion(1);

    try (Held late = job.trainer(FaultPlatform.LINKED).hold()) {
      int round = job.awaitUpdatesOf(FaultPlatform.PLAIN, FaultPlatform.MIRRORED_ASIDE);
      platform.mirror().kill();
      Instant killed = Instant.now();
      platform.mirror().startAgain();
      job.awaitHeartbeatOf(FaultPlatform.MIRRORED_ASIDE, killed);
      assertThat(job.versions()).as("versions before round %d", round).hasSize(round);
    }

    assertSameAsUndisturbed(job);
    assertEachCommandHasOneAnswer(job);
  }

  @Test
  void aKilledTrainerIsStartedAgainAndItsUpdateCountsOnce() throws Exception {
    TrainingJob job = submit();
    job.awaitVersion(1);

    job.trainer(FaultPlatform.PLAIN).kill();

    assertSameAsUndisturbed(job);
  }

  @Test
  void anEdgeCutOffForARoundIsLeftOutAndJoinsAgain() throws Exception {
    TrainingJob job = TrainingJob.submit(platform, 1000, 30, SHORT);
    job.awaitVersion(1);
    TrainerProcess trainer = job.trainer(FaultPlatform.LINKED);

    platform.link().cut();
    // Long before the rounds' own deadlines: the coordinator drops an edge it no longer hears from.
    await().atMost(LONG).until(() -> roundsWithoutLinked(job) >= 2);
    assertThat(platform.edge(FaultPlatform.LINKED).isAlive()).isTrue();
    assertThat(trainer.isAlive()).isTrue();
    platform.link().heal();

    await().atMost(TrainingJob.PATIENCE).until(() -> lastHasAll(job));
    assertThat(trainer.isAlive()).isTrue();
    job.stop();
  }

  private static long roundsWithoutLinked(TrainingJob job) throws IOException {
    return job.contributors().stream().filter(each -> !each.contains(FaultPlatform.LINKED)).count();
  }

  private static boolean lastHasAll(TrainingJob job) throws IOException {
    List<List<String>> contributors = job.contributors();
    return contributors.get(contributors.size() - 1).equals(FaultPlatform.EDGES);
  }

  private static TrainingJob submit() throws IOException {
    return TrainingJob.submit(platform, ROUNDS, 30, LONG);
  }

  private static void assertSameAsUndisturbed(TrainingJob job) throws IOException {
    assertThat(job.end()).isEqualTo(undisturbed);
    assertThat(job.contributors()).hasSize(ROUNDS).containsOnly(FaultPlatform.EDGES);
  }

  private static void assertEachCommandHasOneAnswer(TrainingJob job) {
    await()
        .atMost(TrainingJob.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(job.commands())
                    .hasSize(2 * FaultPlatform.EDGES.size())
                    .allMatch(view -> view.getState() == CommandState.SUCCEEDED)
                    .allSatisfy(view -> assertThat(job.answers(view)).hasSize(1)));
  }
}
