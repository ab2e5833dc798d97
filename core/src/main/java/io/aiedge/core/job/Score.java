package io.aiedge.core.job;

import java.util.Collection;

/**
 * How a version does on held-out rows.
 *
 * @param version the version
 * @param samples rows
 * @param correct rows predicted right
 * @param lossSum sum of the losses
 * @param clients clients it comes from
 */
public record Score(int version, long samples, long correct, double lossSum, int clients) {
  /** All scores of a version as one; weighted by rows. */
  static Score sum(int version, Collection<Score> scores) {
    return new Score(
        version,
        scores.stream().mapToLong(Score::samples).sum(),
        scores.stream().mapToLong(Score::correct).sum(),
        scores.stream().mapToDouble(Score::lossSum).sum(),
        scores.stream().mapToInt(Score::clients).sum());
  }

  /** Whether rows can have come out like this. */
  boolean isPlausible() {
    return samples >= 1 && correct >= 0 && correct <= samples && Double.isFinite(lossSum);
  }

  /** Share predicted right, 0 to 1. */
  public double accuracy() {
    return samples == 0 ? 0 : (double) correct / samples;
  }

  /** Mean loss. */
  public double loss() {
    return samples == 0 ? 0 : lossSum / samples;
  }
}
