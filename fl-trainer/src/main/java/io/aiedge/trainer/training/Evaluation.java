package io.aiedge.trainer.training;

import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.tensorflow.Batch;
import io.aiedge.trainer.tensorflow.TrainableModel;
import java.util.Arrays;

/**
 * How weights do on rows.
 *
 * @param samples rows looked at
 * @param correct rows whose class is predicted right; 0 where there are no classes
 * @param lossSum sum of the losses of the rows
 */
public record Evaluation(long samples, long correct, double lossSum) {
  private static final int ROWS_AT_A_TIME = 512;

  /** Looks at all rows, which must fit the model. */
  public static Evaluation of(TrainableModel model, Samples samples) {
    int[] order = new int[samples.count()];
    Arrays.setAll(order, i -> i);
    Evaluation whole = new Evaluation(0, 0, 0);
    int rest = order.length % ROWS_AT_A_TIME;
    if (order.length > rest) {
      try (Batch batch = model.batch(ROWS_AT_A_TIME)) {
        for (int from = 0; from + ROWS_AT_A_TIME <= order.length; from += ROWS_AT_A_TIME) {
          batch.fill(samples, order, from);
          whole = whole.plus(batch, model);
        }
      }
    }
    if (rest > 0) {
      try (Batch batch = model.batch(rest)) {
        batch.fill(samples, order, order.length - rest);
        whole = whole.plus(batch, model);
      }
    }
    return whole;
  }

  private Evaluation plus(Batch batch, TrainableModel model) {
    TrainableModel.Score score = model.evaluate(batch);
    return new Evaluation(
        samples + batch.rows(), correct + (long) score.correct(), lossSum + score.lossSum());
  }

  /** Share of the rows predicted right; 0 where there are no rows. */
  public double accuracy() {
    return samples == 0 ? 0 : (double) correct / samples;
  }

  /** Mean loss of a row; 0 where there are no rows. */
  public double loss() {
    return samples == 0 ? 0 : lossSum / samples;
  }
}
