package io.aiedge.core.workload;

import java.time.Duration;

/** What follows the end of a process. */
public sealed interface RestartDecision {
  /**
   * It is started again.
   *
   * @param after how long to wait
   * @param inARow this restart and those before it since the process was last healthy, 1 or more
   */
  record Restart(Duration after, int inARow) implements RestartDecision {}

  /** It did what it had to do. */
  record Done() implements RestartDecision {}

  /** It is not started again though it failed. */
  record GiveUp(String reason) implements RestartDecision {}

  /**
   * Decides.
   *
   * @param policy of the process
   * @param exit how it ended
   * @param inARow restarts since it was last healthy, 0 or more
   * @param uptime how long it ran
   */
  static RestartDecision of(RestartPolicy policy, Exit exit, int inARow, Duration uptime) {
    return switch (policy.mode()) {
      case ALWAYS -> restart(policy, exit, inARow, uptime);
      case ON_FAILURE -> exit.succeeded() ? new Done() : restart(policy, exit, inARow, uptime);
      case NEVER ->
          exit.succeeded()
              ? new Done()
              : new GiveUp("ended with " + exit + "; it is not restarted");
    };
  }

  private static RestartDecision restart(
      RestartPolicy policy, Exit exit, int inARow, Duration uptime) {
    Backoff backoff = policy.backoff();
    int earlier = uptime.compareTo(backoff.resetAfter()) >= 0 ? 0 : inARow;
    if (policy.maxRestarts() > 0 && earlier >= policy.maxRestarts()) {
      return new GiveUp(
          "ended with %s after %d restarts in a row, the most allowed".formatted(exit, earlier));
    }
    return new Restart(backoff.delay(earlier), earlier + 1);
  }
}
