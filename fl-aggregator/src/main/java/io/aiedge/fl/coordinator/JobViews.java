package io.aiedge.fl.coordinator;

import io.aiedge.core.job.ClientState;
import io.aiedge.core.job.JobPhase;
import io.aiedge.core.job.JobState;
import io.aiedge.core.job.Roster;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.event.fl.JobView;
import java.time.Instant;

/** What others see of a job. */
final class JobViews {
  private JobViews() {}

  static JobView of(JobSubmitted submitted, JobState job, Roster roster, Instant now) {
    return JobView.newBuilder()
        .setSpec(submitted.getSpec())
        .setState(state(job.phase()))
        .setReason(job.reason())
        .setRound(Math.min(job.round().number(), job.terms().rounds()))
        .setVersion(job.track().version())
        .setClients(roster.available(job.terms(), now).stream().map(ClientState::client).toList())
        .setSubmittedAt(submitted.getAt())
        .setAt(now)
        .build();
  }

  static JobView refused(JobSubmitted submitted, String reason, Instant now) {
    return JobView.newBuilder()
        .setSpec(submitted.getSpec())
        .setState(state(JobPhase.FAILED))
        .setReason("refused: " + reason)
        .setSubmittedAt(submitted.getAt())
        .setAt(now)
        .build();
  }

  /** Whether others would see a difference. */
  static boolean differ(JobState before, JobState after) {
    return before.phase() != after.phase()
        || before.round().number() != after.round().number()
        || before.round().trial() != after.round().trial()
        || before.track().version() != after.track().version()
        || !before.reason().equals(after.reason());
  }

  static io.aiedge.event.fl.JobState state(JobPhase phase) {
    return io.aiedge.event.fl.JobState.valueOf(phase.name());
  }
}
