package io.aiedge.core.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param terms what was agreed
 * @param phase where it stands
 * @param reason why, for people
 * @param since when it came to this phase
 * @param track how it has gone so far
 * @param round the round under way or last run
 * @param closing what the accumulators have answered; null outside of INITIALIZING and CLOSING
 */
public record JobState(
    JobTerms terms,
    JobPhase phase,
    String reason,
    Instant since,
    Track track,
    Round round,
    @Nullable Closing closing) {
  JobState in(JobPhase next, String why, Instant now) {
    return new JobState(terms, next, why, now, track, round, closing);
  }

  JobState with(Track next) {
    return new JobState(terms, phase, reason, since, next, round, closing);
  }

  JobState with(Round next) {
    return new JobState(terms, phase, reason, since, track, next, closing);
  }

  JobState with(@Nullable Closing next) {
    return new JobState(terms, phase, reason, since, track, round, next);
  }

  /** What the accumulators are being asked for. */
  Closing requireClosing() {
    if (closing == null) {
      throw new IllegalStateException("job " + terms.job() + " is not closing a round");
    }
    return closing;
  }
}
