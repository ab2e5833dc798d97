package io.aiedge.fl.coordinator;

import io.aiedge.core.job.JobRules;
import io.aiedge.core.job.JobState;
import io.aiedge.core.job.PartitionAnswer;
import io.aiedge.core.job.Roster;
import io.aiedge.core.job.Score;
import io.aiedge.core.job.Step;
import io.aiedge.core.job.Update;
import io.aiedge.event.fl.ChunkDigest;
import io.aiedge.event.fl.ClientFailed;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.JobStopRequested;
import io.aiedge.event.fl.MissingContribution;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.PartitionIncomplete;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.event.fl.VersionEvaluated;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Turns the events of a job into the questions that the rules answer. */
final class JobEvents {
  private static final String JOB = "job";

  private final JobRules rules;

  JobEvents(JobRules rules) {
    this.rules = rules;
  }

  /** The job an event is about; empty where it is none of the events the coordinator reads. */
  Optional<String> jobOf(SpecificRecord event) {
    boolean read =
        event instanceof JobStopRequested
            || event instanceof ClientReady
            || event instanceof ClientHeartbeat
            || event instanceof ClientFailed
            || event instanceof UpdateManifest
            || event instanceof VersionEvaluated
            || event instanceof PartitionClosed
            || event instanceof PartitionIncomplete;
    return read
        ? Optional.of(event.get(event.getSchema().getField(JOB).pos()).toString())
        : Optional.empty();
  }

  Step apply(JobState job, Roster roster, SpecificRecord event, Instant now) {
    if (event instanceof ClientReady ready) {
      return rules.ready(job, roster, ready.getClient(), now);
    }
    if (event instanceof ClientHeartbeat heartbeat) {
      return rules.heard(job, roster, heartbeat.getClient(), now);
    }
    if (event instanceof ClientFailed failed) {
      return rules.clientFailed(
          job,
          roster,
          failed.getClient(),
          failed.getRound(),
          failed.getPermanent(),
          failed.getReason(),
          now);
    }
    if (event instanceof UpdateManifest manifest) {
      return rules.updateArrived(job, roster, manifest.getClient(), update(manifest), now);
    }
    if (event instanceof VersionEvaluated evaluated) {
      return rules.scored(job, roster, evaluated.getClient(), score(evaluated), now);
    }
    if (event instanceof PartitionClosed closed) {
      return rules.partitionAnswered(job, roster, answer(closed), now);
    }
    if (event instanceof PartitionIncomplete incomplete) {
      return rules.partitionAnswered(job, roster, answer(incomplete), now);
    }
    throw new IllegalArgumentException("not an event of a job: " + event.getSchema().getName());
  }

  private static Update update(UpdateManifest manifest) {
    return new Update(
        manifest.getRound(),
        manifest.getAttempt(),
        manifest.getVersion(),
        manifest.getSamples(),
        manifest.getLoss(),
        manifest.getTrainMillis(),
        manifest.getBytes(),
        manifest.getBytesDown());
  }

  private static Score score(VersionEvaluated evaluated) {
    return new Score(
        evaluated.getVersion(),
        evaluated.getSamples(),
        evaluated.getCorrect(),
        evaluated.getLossSum(),
        1);
  }

  private static PartitionAnswer answer(PartitionClosed closed) {
    Map<Integer, byte[]> digests = new TreeMap<>();
    for (ChunkDigest digest : closed.getChunks()) {
      digests.put(digest.getChunk(), digest.getSha256().bytes());
    }
    return new PartitionAnswer(
        closed.getRound(), closed.getClosing(), closed.getPartition(), digests, Map.of());
  }

  private static PartitionAnswer answer(PartitionIncomplete incomplete) {
    return new PartitionAnswer(
        incomplete.getRound(),
        incomplete.getClosing(),
        incomplete.getPartition(),
        Map.of(),
        incomplete.getMissing().stream()
            .collect(
                Collectors.toMap(
                    MissingContribution::getClient, MissingContribution::getReason, (a, b) -> a)));
  }
}
