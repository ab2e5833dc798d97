package io.aiedge.shim.reconcile;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.shim.workload.WorkloadEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the shim what is to run: the latest wish for each workload, and nothing of those for which
 * there is none. What the shim refuses is told as a failure and asked for again from time to time.
 * Every wish is answered by a report, also one that changes nothing. Used by one thread.
 */
final class DesiredWorkloads {
  private static final Logger LOG = LoggerFactory.getLogger(DesiredWorkloads.class);

  private final Shim shim;
  private final Reports reports;
  private final Duration askAgainAfter;
  private final Map<WorkloadName, Wish> refused = new LinkedHashMap<>();
  private long askedNanos = System.nanoTime();

  /** Where statuses and records that cannot be used are told. */
  interface Reports {
    void status(WorkloadStatus status);

    void unusable(DeadLetter letter);
  }

  /**
   * Nothing is wished for yet.
   *
   * @param askAgainAfter pause between two times of asking for what was refused
   */
  DesiredWorkloads(Shim shim, Reports reports, Duration askAgainAfter) {
    this.shim = shim;
    this.reports = reports;
    this.askAgainAfter = askAgainAfter;
  }

  /**
   * Takes up everything that was wished for.
   *
   * @param wishes the latest for each workload
   * @param complete whether they are all there is, so that what is not among them is to go
   * @param lastReports the last report on each workload
   */
  void begin(
      Map<WorkloadName, Wish> wishes,
      boolean complete,
      Map<WorkloadName, WorkloadReported> lastReports) {
    Set<WorkloadName> unwanted = new HashSet<>(shim.statuses().keySet());
    unwanted.removeIf(name -> wishes.get(name) instanceof Wish.Run);
    if (complete) {
      unwanted.forEach(name -> follow(new Wish.Gone(name)));
    } else if (!unwanted.isEmpty()) {
      LOG.warn("Nothing was ever wished for in this Kafka: {} are left as they are", unwanted);
    }
    for (Wish wish : wishes.values()) {
      if (wish instanceof Wish.Run) {
        follow(wish);
      }
    }
    lastReports.forEach(
        (name, report) -> {
          if (!(wishes.get(name) instanceof Wish.Run) && !shim.statuses().containsKey(name)) {
            reportGone(name, report);
          }
        });
  }

  /** Follows one wish. What is unexpected of one workload holds up no other. */
  @SuppressWarnings("IllegalCatch")
  void follow(Wish wish) {
    if (wish instanceof Wish.Run run) {
      try {
        apply(run);
      } catch (RuntimeException e) {
        LOG.error("Workload {} meets an error of the shim", run.name(), e);
        reportFailed(run, "the shim of this site fails with it: " + e);
      }
    } else if (wish instanceof Wish.Gone gone) {
      try {
        remove(gone);
      } catch (RuntimeException e) {
        LOG.error("Workload {} meets an error of the shim and may not be gone", gone.name(), e);
      }
    } else if (wish instanceof Wish.Unusable unusable) {
      DeadLetter letter = unusable.letter();
      LOG.warn(
          "Record {} of {} cannot be used: {}",
          letter.getOffset(),
          letter.getTopic(),
          letter.getDetail());
      reports.unusable(letter);
    }
  }

  /** Asks again for what was refused, if it is time. */
  void askAgain() {
    if (!refused.isEmpty() && System.nanoTime() - askedNanos >= askAgainAfter.toNanos()) {
      askedNanos = System.nanoTime();
      List.copyOf(refused.values()).forEach(this::follow);
    }
  }

  private void apply(Wish.Run wish) {
    try {
      Admission admission = shim.apply(WorkloadEvents.workload(wish.event()));
      if (admission instanceof Admission.Refused no) {
        if (!wish.equals(refused.put(wish.name(), wish))) {
          reportFailed(wish, no.reason());
        }
        return;
      }
      refused.remove(wish.name());
      WorkloadStatus held = shim.statuses().get(wish.name());
      if (admission instanceof Admission.Unchanged && held != null) {
        reports.status(held);
      }
    } catch (IllegalArgumentException e) {
      refused.remove(wish.name());
      reportFailed(wish, String.valueOf(e.getMessage()));
    }
  }

  private void remove(Wish.Gone wish) {
    refused.remove(wish.name());
    WorkloadStatus held = shim.statuses().get(wish.name());
    if (held == null) {
      report(wish.name(), 0, 0, WorkloadState.STOPPED, "was not held here");
    } else if (shim.remove(wish.name(), held.epoch()) instanceof Admission.Refused no) {
      LOG.warn("Workload {} cannot be removed yet: {}", wish.name(), no.reason());
      refused.put(wish.name(), wish);
    }
  }

  private void reportFailed(Wish.Run wish, String reason) {
    LOG.warn("Workload {} is refused: {}", wish.name(), reason);
    ApplyWorkload event = wish.event();
    report(wish.name(), event.getRevision(), event.getEpoch(), WorkloadState.FAILED, reason);
  }

  /** A removal that ended while this service did not live is told now. */
  private void reportGone(WorkloadName name, WorkloadReported last) {
    if (last.getState() != io.aiedge.event.fleet.WorkloadState.STOPPED) {
      report(name, last.getRevision(), last.getEpoch(), WorkloadState.STOPPED, "");
    }
  }

  private void report(
      WorkloadName name, long revision, long epoch, WorkloadState state, String message) {
    reports.status(
        new WorkloadStatus(name, revision, epoch, state, 0, 0, null, Instant.now(), message));
  }
}
