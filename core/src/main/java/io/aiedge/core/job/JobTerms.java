package io.aiedge.core.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed for a job's rounds.
 *
 * @param job identity: lower-case letters, digits and hyphens, 53 at most, for it is part of names
 *     of workloads
 * @param rounds rounds to run, at least 1
 * @param fractionFit share of the available clients that train in a round, above 0 to 1
 * @param minClients updates without which a round does not close, at least 1
 * @param minAvailable clients without which the job does not start, at least {@code minClients}
 * @param overSelection clients asked for each that is needed, 1 to 10 (Bonawitz et al. 2019 use
 *     1.3)
 * @param deadline from the announcement of a round to its end; this and the other times are a year
 *     at most
 * @param maxFailures rounds that may fail in a row, at least 0
 * @param targetAccuracy the job ends at this accuracy on held-out rows, 0 to 1; null for never
 * @param patience the job ends after this many rounds without a better held-out loss; 0 for never
 * @param startTimeout how long the job waits for its clients
 * @param clientTimeout a client silent for this long is not counted on
 * @param seed of the choice of clients
 */
public record JobTerms(
    String job,
    int rounds,
    double fractionFit,
    int minClients,
    int minAvailable,
    double overSelection,
    Duration deadline,
    int maxFailures,
    @Nullable Double targetAccuracy,
    int patience,
    Duration startTimeout,
    Duration clientTimeout,
    long seed) {
  private static final Duration LONGEST = Duration.ofDays(365);

  public JobTerms {
    require(
        job.matches("[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?"),
        "job",
        job,
        "lower-case letters, digits and hyphens, 53 at most, with no hyphen at either end");
    require(rounds >= 1, "rounds", rounds, "at least 1");
    require(fractionFit > 0 && fractionFit <= 1, "fractionFit", fractionFit, "above 0, at most 1");
    require(minClients >= 1, "minClients", minClients, "at least 1");
    require(minAvailable >= minClients, "minAvailable", minAvailable, "at least minClients");
    require(overSelection >= 1 && overSelection <= 10, "overSelection", overSelection, "1 to 10");
    requireTime("deadlineMillis", deadline);
    require(maxFailures >= 0, "maxFailures", maxFailures, "at least 0");
    require(
        targetAccuracy == null || (targetAccuracy > 0 && targetAccuracy <= 1),
        "targetAccuracy",
        String.valueOf(targetAccuracy),
        "above 0, at most 1");
    require(patience >= 0, "patience", patience, "at least 0");
    requireTime("startTimeoutMillis", startTimeout);
    requireTime("clientTimeoutMillis", clientTimeout);
  }

  /** Of longer times, the instants they lead to could not be written. */
  private static void requireTime(String name, Duration time) {
    require(
        !time.isNegative() && !time.isZero() && time.compareTo(LONGEST) <= 0,
        name,
        time.toMillis(),
        "1 to %d, which is a year".formatted(LONGEST.toMillis()));
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s = %s is not allowed: give %s".formatted(name, value, allowed));
    }
  }
}
