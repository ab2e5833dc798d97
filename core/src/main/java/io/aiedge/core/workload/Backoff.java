package io.aiedge.core.workload;

import java.time.Duration;

/**
 * Waits that grow geometrically.
 *
 * @param initial the first wait, not negative
 * @param factor what each further wait is multiplied by, 1 or more
 * @param max the longest wait, not below the first, a day at most
 * @param resetAfter a process that ran this long counts as healthy: its next wait is the first
 *     again
 */
public record Backoff(Duration initial, double factor, Duration max, Duration resetAfter) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** One second, doubled up to a minute; ten minutes are healthy. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), Duration.ofMinutes(10));

  public Backoff {
    if (initial.isNegative() || max.compareTo(initial) < 0 || max.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "waits from %s to %s are not allowed: the first is 0 or more, the longest not below it and not above %s"
              .formatted(initial, max, LONGEST));
    }
    if (!(factor >= 1 && Double.isFinite(factor))) {
      throw new IllegalArgumentException(
          "waits cannot be multiplied by %s: give 1 or more".formatted(factor));
    }
    if (resetAfter.isNegative()) {
      throw new IllegalArgumentException("a healthy time of %s is negative".formatted(resetAfter));
    }
  }

  /**
   * The wait before a restart.
   *
   * @param earlier restarts in a row before this one, 0 or more
   */
  public Duration delay(int earlier) {
    double millis = initial.toMillis() * Math.pow(factor, earlier);
    return millis >= max.toMillis() ? max : Duration.ofMillis((long) millis);
  }
}
