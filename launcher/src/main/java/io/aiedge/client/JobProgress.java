package io.aiedge.client;

import io.aiedge.core.job.JobPhase;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Follows one job from event to event until it ends. */
public final class JobProgress {
  private static final Duration POLL = Duration.ofMillis(200);

  /** By how much the clock of whoever asks may differ from the cloud's. */
  private static final Duration MARGIN = Duration.ofHours(1);

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

  /** Whether a job has ended, well or not. */
  public static boolean hasEnded(JobView job) {
    return JobPhase.valueOf(job.getState().name()).isFinal();
  }

  /**
   * Waits until the cloud has taken a job up that was submitted.
   *
   * @param since when it was submitted, or earlier
   * @return what the cloud says of it; empty where it says nothing for so long
   */
  public Optional<JobView> awaitTaken(Instant since, Duration patience) {
    try (Follower follower = client.follow(since.minus(MARGIN), TopicCatalogue.JOBS)) {
      AtomicReference<@Nullable JobView> taken = new AtomicReference<>();
      Instant end = Instant.now().plus(patience);
      while (taken.get() == null && Instant.now().isBefore(end)) {
        follower.poll(
            POLL,
            event -> {
              if (event instanceof JobView view && view.getSpec().getJob().equals(job)) {
                taken.set(view);
              }
            });
      }
      return Optional.ofNullable(taken.get());
    }
  }

  /**
   * Hands every event of the job to {@code listener}, in the order in which they were written,
   * until the job has ended. That it has is the last that is heard.
   *
   * @param since when the job was submitted, or earlier
   * @return the last view of the job
   */
  public JobView follow(Instant since, Listener listener) {
    try (Follower follower =
        client.follow(since.minus(MARGIN), TopicCatalogue.JOBS, TopicCatalogue.MODEL_VERSIONS)) {
      Heard heard = new Heard(listener);
      follower.catchUp(heard::take);
      while (heard.end == null) {
        follower.poll(POLL, heard::take);
      }
      follower.catchUp(heard::take); // its last version may stand in a partition not read yet
      listener.heard(heard.end);
      return heard.end;
    }
  }

  private final class Heard {
    private final Listener listener;
    private @Nullable JobView end;

    Heard(Listener listener) {
      this.listener = listener;
    }

    void take(SpecificRecord event) {
      if (event instanceof JobView view && view.getSpec().getJob().equals(job)) {
        if (hasEnded(view)) {
          end = view;
        } else {
          listener.heard(view);
        }
      } else if (event instanceof ModelVersion version && version.getJob().equals(job)) {
        listener.heard(version);
      }
    }
  }
}
