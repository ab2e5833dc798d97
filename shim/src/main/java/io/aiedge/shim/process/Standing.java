package io.aiedge.shim.process;

import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The status of one workload as it changes; every change is told. */
final class Standing {
  private final Consumer<Told> told;
  private Workload workload;
  private WorkloadState state = WorkloadState.STARTING;
  private long pid;
  private int restarts;
  private @Nullable Exit lastExit;
  private Instant since = Instant.now();
  private String message = "";
  private String cause = "";
  private String trouble = "";
  private boolean forgotten;

  /**
   * A status.
   *
   * @param last whether it is the last of its workload, which is forgotten
   */
  record Told(WorkloadStatus status, boolean last) {}

  Standing(Workload workload, Consumer<Told> told) {
    this.workload = workload;
    this.told = told;
  }

  /** Takes up the counts of an instance started earlier. */
  void resume(Instance instance) {
    restarts = instance.restarts();
  }

  /**
   * The workload was replaced.
   *
   * @param other whether something else is to run
   */
  void wanted(Workload next, boolean other) {
    workload = next;
    if (other) {
      restarts = 0;
      lastExit = null;
      starting();
    } else {
      tell();
    }
  }

  void starting() {
    cause = "";
    become(WorkloadState.STARTING, 0, "");
  }

  void running(Instance instance) {
    cause = "";
    restarts = instance.restarts();
    become(WorkloadState.RUNNING, instance.pid(), instance.note());
  }

  void backingOff(Exit exit, Duration wait) {
    lastExit = exit;
    become(
        WorkloadState.BACKING_OFF,
        0,
        "%sended with %s; starts again in %d ms".formatted(cause, exit, wait.toMillis()));
  }

  void succeeded(Exit exit) {
    lastExit = exit;
    become(WorkloadState.SUCCEEDED, 0, "");
  }

  /** It ended and is not started again. */
  void failed(Exit exit, String reason) {
    lastExit = exit;
    become(WorkloadState.FAILED, 0, cause + reason);
  }

  /** It could not start. */
  void failed(String reason) {
    become(WorkloadState.FAILED, 0, reason);
  }

  void stopped() {
    become(WorkloadState.STOPPED, 0, "");
  }

  /** It is stopped and no longer held: nothing is told after this. */
  void forgotten() {
    forgotten = true;
    stopped();
  }

  /** Why it is about to end, or did. */
  void reachedMemoryLimit(long bytes) {
    cause = "reached its memory limit of %d bytes; ".formatted(bytes);
  }

  /** Something does not work just now. */
  void troubled(String text) {
    if (!trouble.equals(text)) {
      trouble = text;
      tell();
    }
  }

  void recovered() {
    if (!trouble.isEmpty() && !forgotten) {
      trouble = "";
      tell();
    }
  }

  private void become(WorkloadState next, long process, String text) {
    if (state != next || pid != process) {
      since = Instant.now();
    }
    state = next;
    pid = process;
    message = text;
    tell();
  }

  private void tell() {
    told.accept(
        new Told(
            new WorkloadStatus(
                workload.name(),
                workload.revision(),
                workload.epoch(),
                state,
                pid,
                restarts,
                lastExit,
                since,
                trouble.isEmpty() ? message : trouble),
            forgotten));
  }
}
