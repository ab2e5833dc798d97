package io.aiedge.core.job;

import io.aiedge.core.job.Closing.Contribution;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules of a federated job: one method for each event. All are functions of their arguments.
 * Times are the coordinator's own clock, never a client's.
 */
public final class JobRules {
  /** The client name under which version 0 arrives, as the update of round 0. */
  public static final String SUBMITTER = "submitter";

  private final int partitions;

  /**
   * Rules for a platform.
   *
   * @param partitions accumulator partitions, each of which answers when a round closes
   */
  public JobRules(int partitions) {
    this.partitions = partitions;
  }

  /** A job was submitted: version 0 is made from the weights that came with it. */
  public Step submitted(JobTerms terms, Instant now) {
    Contribution first = new Contribution(SUBMITTER, 0, 1);
    Closing closing = Closing.of(0, List.of(first), new TreeMap<>());
    JobState job =
        new JobState(
            terms,
            JobPhase.INITIALIZING,
            "",
            now,
            Track.NONE,
            Round.making(now, now.plus(terms.startTimeout())),
            closing);
    return Step.of(
        job,
        new Effect.OpenJob(),
        new Effect.OpenRound(0, -1, List.of(SUBMITTER)),
        new Effect.CloseRound(0, 0, closing.contributions()));
  }

  /** Someone wants the job stopped. */
  public Step stopRequested(JobState job, String reason, Instant now) {
    return job.phase().isFinal()
        ? Step.of(job)
        : RoundRules.end(job, JobPhase.STOPPED, reason, now);
  }

  /** A client says that it can train. */
  public Step ready(JobState job, Roster roster, String client, Instant now) {
    Step step = Step.of(job, roster.find(client).readyAt(now));
    return job.phase() == JobPhase.WAITING
        ? step.then(RoundRules.next(job, roster.with(step.clients()), now))
        : step;
  }

  /** A client was heard of. */
  public Step heard(JobState job, Roster roster, String client, Instant now) {
    return Step.of(job, roster.find(client).heard(now));
  }

  /** A client says that its update is complete. */
  public Step updateArrived(
      JobState job, Roster roster, String client, Update update, Instant now) {
    return RoundRules.arrived(job, roster, client, update, now);
  }

  /** A client has evaluated a version. */
  public Step scored(JobState job, Roster roster, String client, Score score, Instant now) {
    return ScoreRules.scored(job, roster, client, score, now);
  }

  /**
   * A client cannot do a round, or anything.
   *
   * @param round the round; 0 where it could not begin
   */
  public Step clientFailed(
      JobState job,
      Roster roster,
      String client,
      int round,
      boolean permanent,
      String reason,
      Instant now) {
    return Step.of(job, roster.find(client).heard(now).failed(round, permanent, reason));
  }

  /** A partition has answered that a round closes. */
  public Step partitionAnswered(JobState job, Roster roster, PartitionAnswer answer, Instant now) {
    return ClosingRules.answered(job, roster, answer, partitions, now);
  }

  /** Time has passed. */
  public Step tick(JobState job, Roster roster, Instant now) {
    return switch (job.phase()) {
      case WAITING -> waited(job, roster, now);
      case TRAINING -> {
        Step scores = ScoreRules.settleIfDue(job, roster, now);
        yield scores.job().phase() == JobPhase.TRAINING
            ? scores.then(RoundRules.closeIfDue(scores.job(), roster, now))
            : scores;
      }
      case EVALUATING -> ScoreRules.settleIfDue(job, roster, now);
      case INITIALIZING, CLOSING, SUCCEEDED, FAILED, STOPPED -> Step.of(job);
    };
  }

  private static Step waited(JobState job, Roster roster, Instant now) {
    Step step = RoundRules.next(job, roster, now);
    boolean patient = now.isBefore(job.since().plus(job.terms().startTimeout()));
    if (step.job().phase() != JobPhase.WAITING || patient) {
      return step;
    }
    String troubles =
        roster.all().stream()
            .filter(client -> !client.trouble().isEmpty())
            .map(client -> "; " + client.client() + ": " + client.trouble())
            .collect(Collectors.joining());
    return RoundRules.end(
        job,
        JobPhase.FAILED,
        "waited %d s for clients: %d of %d are there%s"
            .formatted(
                job.terms().startTimeout().toSeconds(),
                roster.available(job.terms(), now).size(),
                job.track().version() == 0 ? job.terms().minAvailable() : job.terms().minClients(),
                troubles),
        now);
  }
}
