package io.aiedge.core.workload;

/** A shim's answer to a change of what it is to run. How the change goes is told by statuses. */
public sealed interface Admission {
  /** Taken on, and kept even if the shim is restarted right now. */
  record Accepted() implements Admission {}

  /** It is so already. */
  record Unchanged() implements Admission {}

  /**
   * Not taken on; what runs is untouched.
   *
   * @param reason what is wrong and what to do
   */
  record Refused(String reason) implements Admission {}
}
