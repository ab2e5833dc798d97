package io.aiedge.trainer.training;

import java.time.Duration;

/** How training in a round ended. */
public sealed interface Outcome {
  /**
   * All passes were made; the model holds the new weights.
   *
   * @param samples rows of one pass
   * @param steps taken
   * @param meanLoss mean of the steps' losses, each counted by its rows
   * @param time spent
   */
  record Trained(long samples, long steps, double meanLoss, Duration time) implements Outcome {}

  /**
   * It was asked to stop; the weights are somewhere on the way.
   *
   * @param steps taken
   */
  record Stopped(long steps) implements Outcome {}

  /**
   * The loss was no finite number; the weights are of no use.
   *
   * @param epoch of the step, from 1
   * @param step in the epoch, from 1
   * @param loss what it was
   */
  record Diverged(int epoch, int step, float loss) implements Outcome {
    /** What happened and what to do, in one line. */
    public String reason() {
      return "the loss was %s in epoch %d, step %d: use a lower learning rate, or look for extreme values in the data"
          .formatted(loss, epoch, step);
    }
  }
}
