package io.aiedge.core.workload;

/** Where a workload stands. */
public enum WorkloadState {
  /** Accepted; not running yet. */
  STARTING,
  RUNNING,
  /** Ended; waits to be started again. */
  BACKING_OFF,
  /** Ended well and is not started again. */
  SUCCEEDED,
  /** Ended or could not start, and is not started again; the message says why. */
  FAILED,
  /** Stopped on request. */
  STOPPED;

  /** Whether it stays so until somebody changes the workload. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == STOPPED;
  }
}
