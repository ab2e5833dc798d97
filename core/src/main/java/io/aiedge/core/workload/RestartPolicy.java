package io.aiedge.core.workload;

/**
 * When a process that ended is started again.
 *
 * @param mode after which ends
 * @param backoff how long to wait
 * @param maxRestarts restarts in a row, none of them healthy, before it is given up; 0 for no limit
 */
public record RestartPolicy(Mode mode, Backoff backoff, int maxRestarts) {
  /** After which ends a process is started again. */
  public enum Mode {
    /** After any. */
    ALWAYS,
    /** After all but exit code 0. */
    ON_FAILURE,
    /** After none. */
    NEVER
  }

  public static final RestartPolicy ALWAYS = new RestartPolicy(Mode.ALWAYS, Backoff.DEFAULT, 0);
  public static final RestartPolicy ON_FAILURE =
      new RestartPolicy(Mode.ON_FAILURE, Backoff.DEFAULT, 0);
  public static final RestartPolicy NEVER = new RestartPolicy(Mode.NEVER, Backoff.DEFAULT, 0);

  public RestartPolicy {
    if (maxRestarts < 0) {
      throw new IllegalArgumentException(
          "%d restarts are not allowed: give 1 or more, or 0 for no limit".formatted(maxRestarts));
    }
  }

  public RestartPolicy with(Backoff other) {
    return new RestartPolicy(mode, other, maxRestarts);
  }

  public RestartPolicy withMaxRestarts(int other) {
    return new RestartPolicy(mode, backoff, other);
  }
}
