package io.aiedge.core.job;

/** Where a job stands. */
public enum JobPhase {
  /** Version 0 is being made. */
  INITIALIZING,
  /** Too few clients are there. */
  WAITING,
  /** A round is under way. */
  TRAINING,
  /** The accumulators make the next version. */
  CLOSING,
  /** The last version is being evaluated. */
  EVALUATING,
  SUCCEEDED,
  FAILED,
  STOPPED;

  /** Whether nothing more will happen. */
  public boolean isFinal() {
    return compareTo(SUCCEEDED) >= 0;
  }
}
