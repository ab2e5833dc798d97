package io.aiedge.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.job.Closing.Contribution;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobRulesTest {
  @Test
  void aJobWaitsUntilEnoughClientsAreThere() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b");
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.WAITING);

    fleet.ready("c");

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    assertThat(fleet.last(Effect.AnnounceRound.class).participants())
        .containsExactly("a", "b", "c");
  }

  @Test
  void aRoundClosesOnceAllInvitedHaveReportedAndTheNextBegins() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");

    fleet.update("a");
    fleet.update("c");
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    fleet.update("b");

    assertThat(fleet.last(Effect.CloseRound.class).contributions())
        .containsExactly(
            new Contribution("a", 0, 100),
            new Contribution("b", 0, 100),
            new Contribution("c", 0, 100));
    fleet.partitionsClose();
    assertThat(fleet.last(Effect.PublishVersion.class).version()).isEqualTo(1);
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    assertThat(fleet.job.round().number()).isEqualTo(2);
  }

  @Test
  void theLastVersionIsEvaluatedBeforeTheJobSucceeds() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    for (int round = 1; round <= 3; round++) {
      fleet.update("a");
      fleet.update("b");
      fleet.update("c");
      fleet.partitionsClose();
    }
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.EVALUATING);

    fleet.score("a", 90, 0.2);
    fleet.score("b", 80, 0.4);
    fleet.score("c", 70, 0.6);

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.SUCCEEDED);
    Score score = fleet.last(Effect.PublishScore.class).score();
    assertThat(score.version()).isEqualTo(3);
    assertThat(score.accuracy()).isEqualTo(0.8);
    assertThat(score.loss()).isCloseTo(0.4, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(fleet.last(Effect.CloseJob.class)).isNotNull();
  }

  @Test
  void aScoreThatCannotBeIsRefusedAndDoesNotEndTheJob() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");

    fleet.score("a", 101, 0.2);
    fleet.score("b", -1, 0.2);
    fleet.score("c", 50, Double.NaN);

    assertThat(fleet.effects(Effect.Refuse.class))
        .extracting(Effect.Refuse::client)
        .containsExactly("a", "b", "c");
    assertThat(fleet.effects(Effect.PublishScore.class)).isEmpty();
    assertThat(fleet.job.round().scores()).isZero();
  }

  @Test
  void aSilentClientIsNotWaitedForWhereEnoughUpdatesAreIn() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");
    fleet.update("b");

    fleet.pass(Duration.ofSeconds(5), "a", "b");
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    fleet.pass(Duration.ofSeconds(6), "a", "b");

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.CLOSING);
    assertThat(fleet.job.requireClosing().leftOut()).containsOnlyKeys("c");
  }

  @Test
  void aClientThatComesBackJoinsTheNextRound() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");
    fleet.update("b");
    fleet.pass(Duration.ofSeconds(11), "a", "b");
    fleet.partitionsClose();
    assertThat(fleet.last(Effect.AnnounceRound.class).participants()).containsExactly("a", "b");

    fleet.take(fleet.rules.heard(fleet.job, fleet.roster(), "c", fleet.now));
    fleet.update("a");
    fleet.update("b");
    fleet.partitionsClose();

    assertThat(fleet.last(Effect.AnnounceRound.class).participants())
        .containsExactly("a", "b", "c");
  }

  @Test
  void aSlowClientIsLeftOutAtTheDeadline() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");
    fleet.update("b");

    fleet.pass(Duration.ofSeconds(59), "a", "b", "c");
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    fleet.pass(Duration.ofSeconds(1), "a", "b", "c");

    assertThat(fleet.job.requireClosing().leftOut()).containsEntry("c", "no update in time");
  }

  @Test
  void aRoundWithTooFewUpdatesIsTriedAgainAndKeepsWhatArrived() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");
    fleet.pass(Duration.ofSeconds(60), "a", "b", "c");

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    assertThat(fleet.job.round().trial()).isEqualTo(1);
    assertThat(fleet.job.round().updates()).isEqualTo(1);
    fleet.update("b");
    fleet.update("c");
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.CLOSING);
  }

  @Test
  void aJobFailsAfterTooManyFailedRoundsInARow() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");

    fleet.pass(Duration.ofSeconds(60), "a", "b", "c");
    fleet.pass(Duration.ofSeconds(60), "a", "b", "c");

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.FAILED);
    assertThat(fleet.job.reason())
        .isEqualTo("round 1 failed: 0 of 2 updates arrived before the deadline");
  }

  @Test
  void aJobFailsWhenItsClientsDoNotComeAndSaysWhatTroublesThem() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a");
    fleet.take(
        fleet.rules.clientFailed(
            fleet.job, fleet.roster(), "b", 0, true, "data set digits is empty", fleet.now));

    fleet.pass(Duration.ofSeconds(120), "a");

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.FAILED);
    assertThat(fleet.job.reason())
        .isEqualTo("waited 120 s for clients: 1 of 3 are there; b: data set digits is empty");
  }

  @Test
  void aRedeliveredUpdateIsNothingNewAndASecondAttemptIsRefused() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");

    fleet.update("a");
    assertThat(fleet.effects(Effect.Refuse.class)).isEmpty();
    fleet.update("a", 1, 1);

    assertThat(fleet.last(Effect.Refuse.class).reason()).isEqualTo("duplicate-update");
    assertThat(fleet.job.round().updates()).isEqualTo(1);
  }

  @Test
  void aStaleUpdateAndAStrangersAreRefused() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");

    fleet.update("a", 0, 9);
    assertThat(fleet.last(Effect.Refuse.class).reason()).isEqualTo("stale-round");
    fleet.update("stranger");
    assertThat(fleet.last(Effect.Refuse.class).reason()).isEqualTo("not-a-participant");
  }

  @Test
  void closingIsTriedAgainWithoutAnUpdateThatCannotBeUsed() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");
    fleet.update("b");
    fleet.update("c");

    fleet.partitionLacks(0, "b");
    fleet.partitionLacks(1, "b");

    Effect.CloseRound again = fleet.last(Effect.CloseRound.class);
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.contributions()).extracting(Contribution::client).containsExactly("a", "c");
    fleet.partitionsClose();
    assertThat(fleet.last(Effect.PublishVersion.class).closing().leftOut())
        .containsEntry("b", "not-finite");
  }

  @Test
  void anAnswerToAnEarlierClosingIsIgnored() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");
    fleet.update("a");
    fleet.update("b");
    fleet.update("c");
    PartitionAnswer late =
        new PartitionAnswer(0, 0, 0, java.util.Map.of(0, new byte[1]), java.util.Map.of());

    fleet.take(fleet.rules.partitionAnswered(fleet.job, fleet.roster(), late, fleet.now));

    assertThat(fleet.job.requireClosing().answered()).isEmpty();
  }

  @Test
  void theTargetAccuracyEndsTheJobInMidRound() {
    JobTerms terms = Fleet.terms();
    JobTerms aiming =
        new JobTerms(
            terms.job(),
            3,
            1,
            2,
            3,
            1,
            terms.deadline(),
            1,
            0.9,
            0,
            terms.startTimeout(),
            terms.clientTimeout(),
            7);
    Fleet fleet = Fleet.training(aiming, "a", "b", "c");
    fleet.update("a");
    fleet.update("b");
    fleet.update("c");
    fleet.partitionsClose();

    fleet.score("a", 95, 0.1);
    fleet.score("b", 95, 0.1);
    assertThat(fleet.job.phase()).isEqualTo(JobPhase.TRAINING);
    fleet.score("c", 80, 0.1);

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.SUCCEEDED);
    assertThat(fleet.job.reason()).isEqualTo("version 1 reached the target accuracy: 0.9000");
  }

  @Test
  void overSelectionClosesAtTheUpdatesNeeded() {
    JobTerms terms = Fleet.terms();
    JobTerms over =
        new JobTerms(
            terms.job(),
            3,
            0.5,
            2,
            4,
            1.5,
            terms.deadline(),
            1,
            null,
            0,
            terms.startTimeout(),
            terms.clientTimeout(),
            7);
    Fleet fleet = Fleet.training(over, "a", "b", "c", "d");
    var invited = fleet.last(Effect.AnnounceRound.class).participants();
    assertThat(invited).hasSize(3);

    fleet.update(invited.get(0));
    fleet.update(invited.get(1));

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.CLOSING);
  }

  @Test
  void aStoppedJobEndsAtOnceAndStaysEnded() {
    Fleet fleet = Fleet.training(Fleet.terms(), "a", "b", "c");

    fleet.take(fleet.rules.stopRequested(fleet.job, "no longer needed", fleet.now));
    fleet.update("a");

    assertThat(fleet.job.phase()).isEqualTo(JobPhase.STOPPED);
    assertThat(fleet.job.reason()).isEqualTo("no longer needed");
  }

  @Test
  void termsNameTheFieldThatIsNotAllowed() {
    assertThatThrownBy(
            () ->
                new JobTerms(
                    "digits",
                    0,
                    1,
                    1,
                    1,
                    1,
                    Duration.ofSeconds(1),
                    0,
                    null,
                    0,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    0))
        .hasMessage("rounds = 0 is not allowed: give at least 1");
  }
}
