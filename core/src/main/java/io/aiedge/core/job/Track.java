package io.aiedge.core.job;

import org.jspecify.annotations.Nullable;

/**
 * How the job has gone so far.
 *
 * @param version the last published version; -1 before the first
 * @param failures rounds failed in a row
 * @param bestLoss the best held-out loss; null before the first evaluation
 * @param sinceBest evaluations since then
 */
public record Track(int version, int failures, @Nullable Double bestLoss, int sinceBest) {
  static final Track NONE = new Track(-1, 0, null, 0);

  Track published(int next) {
    return new Track(next, 0, bestLoss, sinceBest);
  }

  Track failedOnce() {
    return new Track(version, failures + 1, bestLoss, sinceBest);
  }

  Track judged(double loss) {
    return bestLoss == null || loss < bestLoss
        ? new Track(version, failures, loss, 0)
        : new Track(version, failures, bestLoss, sinceBest + 1);
  }
}
