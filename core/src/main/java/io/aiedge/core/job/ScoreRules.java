package io.aiedge.core.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How versions are evaluated, and when that ends a job. */
final class ScoreRules {
  private ScoreRules() {}

  /** All rounds have been run: the last version is evaluated. */
  static Step beginEvaluation(JobState job, Roster roster, Instant now) {
    List<ClientState> invited =
        roster.available(job.terms(), now).stream()
            .map(client -> client.invited(job.track().version() + 1))
            .toList();
    if (invited.isEmpty()) {
      return RoundRules.end(
          job,
          JobPhase.SUCCEEDED,
          "%d rounds were run; no client was left to evaluate".formatted(job.terms().rounds()),
          now);
    }
    Round round =
        new Round(
            job.track().version() + 1,
            0,
            invited.size(),
            0,
            0,
            0,
            false,
            now,
            now.plus(job.terms().deadline()));
    List<String> participants = invited.stream().map(ClientState::client).toList();
    return new Step(
        job.with(round).in(JobPhase.EVALUATING, "", now),
        invited,
        List.of(new Effect.AnnounceRound(round, job.track().version(), false, participants)));
  }

  /** A client has evaluated a version. */
  static Step scored(JobState job, Roster roster, String name, Score score, Instant now) {
    ClientState client = roster.find(name).heard(now);
    if (!score.isPlausible()) {
      return Step.of(
          job,
          client,
          new Effect.Refuse(
              name,
              "bad-score",
              "%d of %d rows right with a loss of %s cannot be"
                  .formatted(score.correct(), score.samples(), score.lossSum())));
    }
    boolean counts =
        !job.phase().isFinal()
            && score.version() == job.track().version()
            && client.isInvitedTo(job.round().number())
            && !client.hasScoreOf(score.version())
            && !job.round().settled();
    if (!counts) {
      return Step.of(job, client);
    }
    JobState counted = job.with(job.round().withScores(job.round().scores() + 1));
    Step step = Step.of(counted, client.with(score));
    return counted.round().scores() >= counted.round().invited()
        ? step.then(settle(counted, roster.with(step.clients()), now))
        : step;
  }

  /** Settles with the scores that are there once nobody is left to wait for. */
  static Step settleIfDue(JobState job, Roster roster, Instant now) {
    int number = job.round().number();
    int version = job.track().version();
    boolean open =
        now.isBefore(job.round().deadline())
            && roster.all().stream()
                .anyMatch(
                    client ->
                        client.isInvitedTo(number)
                            && !client.hasScoreOf(version)
                            && !client.isLostFor(number, now, job.terms().clientTimeout()));
    return open ? Step.of(job) : settleNow(job, roster, now);
  }

  /** Settles with the scores that are there. */
  static Step settleNow(JobState job, Roster roster, Instant now) {
    return job.round().settled() ? Step.of(job) : settle(job, roster, now);
  }

  private static Step settle(JobState job, Roster roster, Instant now) {
    int version = job.track().version();
    Score score =
        Score.sum(
            version,
            roster.all().stream()
                .filter(client -> client.hasScoreOf(version))
                .map(ClientState::score)
                .filter(Objects::nonNull)
                .toList());
    JobState settled = job.with(job.round().settle());
    if (score.samples() == 0) {
      return endIfLast(settled, "nobody evaluated the last version", now);
    }
    JobState judged = settled.with(settled.track().judged(score.loss()));
    return Step.of(judged, new Effect.PublishScore(score)).then(judge(judged, score, now));
  }

  private static Step judge(JobState job, Score score, Instant now) {
    JobTerms terms = job.terms();
    if (terms.targetAccuracy() != null && score.accuracy() >= terms.targetAccuracy()) {
      return RoundRules.end(
          job,
          JobPhase.SUCCEEDED,
          "version %d reached the target accuracy: %.4f"
              .formatted(score.version(), score.accuracy()),
          now);
    }
    if (terms.patience() > 0 && job.track().sinceBest() >= terms.patience()) {
      return RoundRules.end(
          job,
          JobPhase.SUCCEEDED,
          "no better held-out loss in %d rounds".formatted(terms.patience()),
          now);
    }
    return endIfLast(job, "%d rounds were run".formatted(terms.rounds()), now);
  }

  private static Step endIfLast(JobState job, String reason, Instant now) {
    return job.phase() == JobPhase.EVALUATING
        ? RoundRules.end(job, JobPhase.SUCCEEDED, reason, now)
        : Step.of(job);
  }
}
