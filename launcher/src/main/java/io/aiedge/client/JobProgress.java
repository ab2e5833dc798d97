package io.aiedge.client;

import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Follows one job from event to event until it ends. */
public final class JobProgress {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Set<JobState> FINAL =
      Set.of(JobState.SUCCEEDED, JobState.FAILED, JobState.STOPPED);

  private final CloudClient client;
  private final String job;

  /** Hears of a job. */
  @FunctionalInterface
  public interface Listener {
    /** A {@link JobView} or a {@link ModelVersion} of the job, as it was written. */
    void heard(SpecificRecord event);
  }

  /** The progress of a job. */
  public JobProgress(CloudClient client, String job) {
    this.client = client;
    this.job = job;
  }

  /**
   * Hands every event of the job to {@code listener} until the job has ended.
   *
   * @param since when the job was submitted, or earlier
   * @return the last view of the job
   */
  public JobView follow(Instant since, Listener listener) {
    try (Follower follower =
        client.follow(since.minus(MARGIN), TopicCatalogue.JOBS, TopicCatalogue.MODEL_VERSIONS)) {
      Last last = new Last();
      while (last.view == null || !FINAL.contains(last.view.getState())) {
        follower.poll(POLL, event -> last.take(event, listener));
      }
      follower.poll(POLL, event -> last.take(event, listener));
      return last.view;
    }
  }

  private final class Last {
    @Nullable JobView view;

    void take(SpecificRecord event, Listener listener) {
      if (event instanceof JobView next && next.getSpec().getJob().equals(job)) {
        view = next;
        listener.heard(next);
      } else if (event instanceof ModelVersion version && version.getJob().equals(job)) {
        listener.heard(version);
      }
    }
  }
}
