package io.aiedge.trainer.keras;

import static io.aiedge.trainer.keras.KerasModel.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.tensorflow.Batch;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.tensorflow.TrainableModel.Score;
import io.aiedge.trainer.tensorflow.TrainableModel.Step;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values worked out by hand from the definitions. */
class KerasEquivalenceIT {
  private static final Offset<Float> CLOSE = within(1e-6f);
  private static final Optimizer SGD = new Optimizer.Sgd();

  @TempDir Path folder;

  private static Samples row(float feature, int label) {
    return new Samples(List.of(1), new float[] {feature}, new Labels.Classes(new int[] {label}));
  }

  private static Samples number(float feature, float label) {
    return new Samples(
        List.of(1), new float[] {feature}, new Labels.Values(new float[] {label}, 1));
  }

  private static KerasModel line(Optimizer optimizer) {
    return KerasModel.of(
        List.of(1),
        Loss.MEAN_SQUARED_ERROR,
        optimizer,
        layer("Dense", "units", 1, "use_bias", false, "kernel_initializer", "zeros"));
  }

  private static float weightAfter(TrainableModel model, Samples samples, int steps, float rate) {
    try (Batch batch = model.batch(samples.count())) {
      batch.fill(samples, new int[] {0}, 0);
      for (int i = 0; i < steps; i++) {
        model.step(batch, rate, i);
      }
    }
    return weights(model)[0];
  }

  private static float[] weights(TrainableModel model) {
    try (var weights = model.weights()) {
      return weights.toArray();
    }
  }

  @Test
  void gradientDescentFollowsTheGradient() {
    try (TrainableModel model = line(SGD).openIn(folder)) {
      // loss (w - 1)^2 at w = 0 has the slope -2; then w = .2 and the slope -1.6
      assertThat(weightAfter(model, number(1, 1), 2, 0.1f)).isEqualTo(0.36f, CLOSE);
    }
  }

  @Test
  void momentumKeepsAShareOfTheLastStep() {
    try (TrainableModel model = line(new Optimizer.Momentum(0.5, false)).openIn(folder)) {
      // v = .2, w = .2; v = .1 + .16, w = .46
      assertThat(weightAfter(model, number(1, 1), 2, 0.1f)).isEqualTo(0.46f, CLOSE);
    }
  }

  @Test
  void nesterovsMomentumLooksAhead() {
    try (TrainableModel model = line(new Optimizer.Momentum(0.5, true)).openIn(folder)) {
      // v = .2, w = .1 + .2 = .3; g = -1.4, v = .1 + .14 = .24, w = .3 + .12 + .14
      assertThat(weightAfter(model, number(1, 1), 2, 0.1f)).isEqualTo(0.56f, CLOSE);
    }
  }

  @Test
  void adamStepsByTheLearningRateFirst() {
    try (TrainableModel model = line(new Optimizer.Adam(0.9, 0.999, 1e-7)).openIn(folder)) {
      assertThat(weightAfter(model, number(1, 1), 1, 0.1f)).isEqualTo(0.1f, within(1e-5f));
      // g = -1.8: m = .9 * -.2 + .1 * -1.8 = -.36, v = .999 * .004 + .001 * 3.24 = .007236;
      // unbiased -.36 / .19 and .007236 / .001999, so w = .1 + .1 * 1.8947 / 1.9026
      assertThat(weightAfter(model, number(1, 1), 1, 0.1f)).isEqualTo(0.19959f, within(1e-5f));
    }
  }

  @Test
  void anOptimizerThatWasResetHasForgottenItsSteps() {
    try (TrainableModel model = line(new Optimizer.Momentum(0.9, false)).openIn(folder)) {
      float first = weightAfter(model, number(1, 1), 3, 0.1f);
      model.resetOptimizer();
      model.setWeights(new float[] {0});

      assertThat(weightAfter(model, number(1, 1), 3, 0.1f)).isEqualTo(first);
    }
  }

  @Test
  void aProximalStepPullsTheWeightsToTheAnchor() {
    try (TrainableModel model = line(SGD).openIn(folder);
        Batch batch = model.batch(1)) {
      model.setWeights(new float[] {3});
      model.setAnchor();
      model.setWeights(new float[] {1});
      batch.fill(number(1, 1), new int[] {0}, 0);

      Step step = model.proximalStep(batch, 0.1f, 0.5f, 0);

      // the loss is at its smallest at 1, so only mu (w - anchor) = .5 * -2 is left
      assertThat(step.loss()).isZero();
      assertThat(weights(model)[0]).isEqualTo(1.1f, CLOSE);
    }
  }

  @Test
  void binaryCrossEntropyIsExactFarFromTheMiddleAndHasASlopeInIt() {
    KerasModel logistic =
        KerasModel.of(
            List.of(1),
            Loss.BINARY_CROSSENTROPY,
            SGD,
            layer("Dense", "units", 1, "activation", "sigmoid", "use_bias", false));
    try (TrainableModel model = logistic.openIn(folder);
        Batch batch = model.batch(1)) {
      batch.fill(row(1, 1), new int[] {0}, 0);

      model.setWeights(new float[] {-200});
      assertThat(model.evaluate(batch)).isEqualTo(new Score(0, 200));
      model.setWeights(new float[] {10});
      assertThat(model.evaluate(batch).lossSum())
          .isEqualTo((float) Math.log1p(Math.exp(-10)), within(1e-9f));
      model.setWeights(new float[] {0});
      model.step(batch, 1, 0);
      assertThat(weights(model)[0]).isEqualTo(0.5f, CLOSE);
    }
  }

  @Test
  void batchNormalizationUsesTheBatchInTrainingAndMovingStatisticsOtherwise() {
    KerasModel normal =
        KerasModel.of(
            List.of(1),
            Loss.MEAN_SQUARED_ERROR,
            SGD,
            layer("BatchNormalization", "momentum", 0.75, "epsilon", 1e-3));
    Samples samples =
        new Samples(List.of(1), new float[] {2, 6}, new Labels.Values(new float[] {-1, 1}, 1));
    try (TrainableModel model = normal.openIn(folder);
        Batch batch = model.batch(2)) {
      batch.fill(samples, new int[] {0, 1}, 0);

      Step step = model.step(batch, 0, 0);

      // mean 4 and variance 4 make -1 and 1 of the rows
      assertThat(step.loss()).isEqualTo(0, within(1e-5f));
      // gamma, beta, then .75 of 0 and 1 and .25 of the mean 4 and of the variance 4
      assertThat(weights(model)).containsExactly(new float[] {1, 0, 1, 1.75f}, CLOSE);
      float scale = (float) (1 / Math.sqrt(1.75 + 1e-3));
      float loss = (1 * scale + 1) * (1 * scale + 1) + (5 * scale - 1) * (5 * scale - 1);
      assertThat(model.evaluate(batch).lossSum()).isEqualTo(loss, within(1e-4f));
    }
  }

  @Test
  void aVarianceThatAnAverageLeftBelowZeroDoesNotSpoilTheModel() {
    KerasModel normal =
        KerasModel.of(List.of(1), Loss.MEAN_SQUARED_ERROR, SGD, layer("BatchNormalization"));
    try (TrainableModel model = normal.openIn(folder);
        Batch batch = model.batch(1)) {
      batch.fill(number(2, 1), new int[] {0}, 0);
      model.setWeights(new float[] {1, 0, 0, -0.5f});

      assertThat(model.evaluate(batch).lossSum()).isFinite();
    }
  }

  @Test
  void dropoutDropsItsShareInTrainingAndTheSameForTheSameSeed() {
    KerasModel dropping =
        KerasModel.of(
            List.of(1000),
            Loss.MEAN_SQUARED_ERROR,
            SGD,
            layer("Dropout", "rate", 0.25),
            layer("Dense", "units", 1, "use_bias", false, "kernel_initializer", "ones"));
    float[] ones = new float[1000];
    Arrays.fill(ones, 1);
    Samples samples = new Samples(List.of(1000), ones, new Labels.Values(new float[] {0}, 1));
    try (TrainableModel model = dropping.openIn(folder);
        Batch batch = model.batch(1)) {
      batch.fill(samples, new int[] {0}, 0);

      assertThat(model.evaluate(batch).lossSum()).isEqualTo(1_000_000);
      double kept = Math.sqrt(model.step(batch, 0, 1).loss()) * 0.75;
      assertThat(kept).isEqualTo(750, within(50.0));
      assertThat(model.step(batch, 0, 1)).isEqualTo(model.step(batch, 0, 1));
      assertThat(model.step(batch, 0, 1)).isNotEqualTo(model.step(batch, 0, 2));
    }
  }

  @Test
  void whatHoldsWeightsSmallIsInTheLossOfAStepButNotOfAnEvaluation() {
    KerasModel held =
        KerasModel.of(
            List.of(1),
            Loss.MEAN_SQUARED_ERROR,
            SGD,
            layer("Dense", "units", 1, "use_bias", false, "kernel_regularizer", "l2"));
    try (TrainableModel model = held.openIn(folder);
        Batch batch = model.batch(1)) {
      batch.fill(number(1, 3), new int[] {0}, 0);
      model.setWeights(new float[] {3});

      assertThat(model.evaluate(batch).lossSum()).isZero();
      assertThat(model.step(batch, 0, 0).loss()).isEqualTo(0.09f, CLOSE);
    }
  }
}
