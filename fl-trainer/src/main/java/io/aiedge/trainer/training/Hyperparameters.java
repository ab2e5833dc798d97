package io.aiedge.trainer.training;

import io.aiedge.core.architecture.LearningRateSchedule;

/**
 * How a site trains in each round of a job.
 *
 * @param epochs passes over the rows, at least 1
 * @param batchSize rows in a step, at least 1, or -1 for all; the last step of a pass may have
 *     fewer
 * @param learningRate in round 1, above 0
 * @param schedule how the learning rate changes over rounds
 * @param proximalMu FedProx: weight of the proximal term, at least 0, 0 for none
 * @param seed of shuffling and dropout
 */
public record Hyperparameters(
    int epochs,
    int batchSize,
    double learningRate,
    LearningRateSchedule schedule,
    double proximalMu,
    long seed) {
  public Hyperparameters {
    require("epochs", epochs, epochs >= 1, "at least 1");
    require("batchSize", batchSize, batchSize >= 1 || batchSize == -1, "at least 1, or -1 for all");
    require(
        "learningRate",
        learningRate,
        learningRate > 0 && Double.isFinite(learningRate),
        "a number above 0");
    require(
        "proximalMu",
        proximalMu,
        proximalMu >= 0 && Double.isFinite(proximalMu),
        "a number of at least 0");
  }

  private static void require(String name, Object value, boolean holds, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s = %s is not allowed: give %s".formatted(name, value, allowed));
    }
  }
}
