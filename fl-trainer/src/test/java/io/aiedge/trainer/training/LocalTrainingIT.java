package io.aiedge.trainer.training;

import static io.aiedge.trainer.keras.KerasModel.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.architecture.LearningRateSchedule;
import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.keras.KerasModel;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.tensorflow.WeightsView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTrainingIT {
  private static final LearningRateSchedule CONSTANT = new LearningRateSchedule.Constant();
  private static final Samples BLOBS = blobs(700);

  @TempDir Path folder;

  /** Three clouds of points that overlap a little. */
  private static Samples blobs(int count) {
    SplittableRandom random = new SplittableRandom(17);
    float[] features = new float[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(3);
      features[2 * i] = (float) (2 * Math.cos(2.1 * labels[i]) + 3 * random.nextDouble() - 1.5);
      features[2 * i + 1] = (float) (2 * Math.sin(2.1 * labels[i]) + 3 * random.nextDouble() - 1.5);
    }
    return new Samples(List.of(2), features, new Labels.Classes(labels));
  }

  private static KerasModel model(Optimizer optimizer) {
    return KerasModel.of(
        List.of(2),
        Loss.CATEGORICAL_CROSSENTROPY,
        optimizer,
        layer("Dense", "name", "a", "units", 16, "activation", "relu"),
        layer("BatchNormalization", "name", "n"),
        layer("Dropout", "name", "drop", "rate", 0.2),
        layer("Dense", "name", "b", "units", 3, "activation", "softmax"));
  }

  private static Hyperparameters with(int epochs, int batchSize, double rate, double mu) {
    return new Hyperparameters(epochs, batchSize, rate, CONSTANT, mu, 9);
  }

  private static Outcome train(TrainableModel model, Hyperparameters settings, int round) {
    return new LocalTraining(model, BLOBS, settings).train(round, () -> true);
  }

  private static float[] weights(TrainableModel model) {
    try (WeightsView weights = model.weights()) {
      return weights.toArray();
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void trainingMakesTheModelBetter() {
    try (TrainableModel model = model(new Optimizer.Momentum(0.9, false)).openIn(folder)) {
      Evaluation before = Evaluation.of(model, BLOBS);

      Outcome.Trained trained = (Outcome.Trained) train(model, with(5, 32, 0.05, 0), 1);

      Evaluation after = Evaluation.of(model, BLOBS);
      assertThat(trained.samples()).isEqualTo(700);
      assertThat(trained.steps()).isEqualTo(5 * 22);
      assertThat(after.samples()).isEqualTo(700);
      assertThat(after.accuracy()).isGreaterThan(0.85).isGreaterThan(before.accuracy());
      assertThat(after.loss()).isLessThan(before.loss());
    }
  }

  @Test
  void trainingAgainGivesTheSameBits() {
    try (TrainableModel one = model(new Optimizer.Adam(0.9, 0.999, 1e-7)).openIn(folder);
        TrainableModel other = model(new Optimizer.Adam(0.9, 0.999, 1e-7)).openIn(folder)) {
      train(one, with(2, 32, 0.01, 0), 1);
      train(one, with(2, 32, 0.01, 0), 2);
      float[] start = weights(one);
      train(one, with(2, 32, 0.01, 0), 3);

      // The other one has no past: only the weights of the last version.
      other.setWeights(start);
      train(other, with(2, 32, 0.01, 0), 3);

      assertThat(weights(other)).isEqualTo(weights(one)).isNotEqualTo(start);
    }
  }

  @Test
  void anotherRoundOrSeedShufflesOtherwise() {
    try (TrainableModel model = model(new Optimizer.Sgd()).openIn(folder)) {
      float[] start = weights(model);
      train(model, with(1, 32, 0.1, 0), 1);
      float[] first = weights(model);
      model.setWeights(start);
      train(model, with(1, 32, 0.1, 0), 2);

      assertThat(weights(model)).isNotEqualTo(first);
    }
  }

  @Test
  void aProximalTermKeepsTheWeightsNearTheirStart() {
    KerasModel plain =
        KerasModel.of(
            List.of(2),
            Loss.CATEGORICAL_CROSSENTROPY,
            new Optimizer.Sgd(),
            layer("Dense", "name", "a", "units", 8, "activation", "tanh"),
            layer("Dense", "name", "b", "units", 3, "activation", "softmax"));
    try (TrainableModel model = plain.openIn(folder)) {
      float[] start = weights(model);
      train(model, with(5, 32, 0.1, 0), 1);
      double free = distance(start, weights(model));
      model.setWeights(start);
      train(model, with(5, 32, 0.1, 3), 1);

      assertThat(distance(start, weights(model))).isLessThan(0.2 * free);
    }
  }

  @Test
  void allRowsCanBeOneStep() {
    try (TrainableModel model = model(new Optimizer.Sgd()).openIn(folder)) {
      assertThat(((Outcome.Trained) train(model, with(3, -1, 0.1, 0), 1)).steps()).isEqualTo(3);
      assertThat(((Outcome.Trained) train(model, with(1, 5000, 0.1, 0), 1)).steps()).isEqualTo(1);
    }
  }

  @Test
  void theScheduleSetsTheRateOfTheRound() {
    KerasModel line =
        KerasModel.of(
            List.of(1),
            Loss.MEAN_SQUARED_ERROR,
            new Optimizer.Sgd(),
            layer("Dense", "units", 1, "use_bias", false, "kernel_initializer", "zeros"));
    Samples row = new Samples(List.of(1), new float[] {1}, new Labels.Values(new float[] {1}, 1));
    Hyperparameters halved =
        new Hyperparameters(1, 1, 0.1, new LearningRateSchedule.Exponential(0.5), 0, 0);
    try (TrainableModel model = line.openIn(folder)) {
      new LocalTraining(model, row, halved).train(3, () -> true);

      assertThat(weights(model)[0]).isEqualTo(2 * 0.025f, within(1e-7f));
    }
  }

  @Test
  void itStopsBeforeTheNextStepWhenAsked() {
    try (TrainableModel model = model(new Optimizer.Sgd()).openIn(folder)) {
      AtomicInteger asked = new AtomicInteger();

      Outcome outcome =
          new LocalTraining(model, BLOBS, with(100, 10, 0.1, 0))
              .train(1, () -> asked.incrementAndGet() <= 4);

      assertThat(outcome).isEqualTo(new Outcome.Stopped(4));
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingAndSaysWhere() {
    float[] features = BLOBS.features().clone();
    Arrays.fill(features, 3e38f);
    Samples extreme = new Samples(List.of(2), features, BLOBS.labels());
    try (TrainableModel model = model(new Optimizer.Sgd()).openIn(folder)) {
      Outcome outcome =
          new LocalTraining(model, extreme, with(2, 350, 1e30, 0)).train(1, () -> true);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Diverged.class,
              diverged -> {
                assertThat(diverged.epoch()).isEqualTo(1);
                assertThat(diverged.loss()).isNotEqualTo(0).isNaN();
                assertThat(diverged.reason()).contains("in epoch 1, step").contains("lower");
              });
    }
  }

  @Test
  void whatCannotBeTrainedIsSaidBeforehand() {
    Samples none = new Samples(List.of(2), new float[0], new Labels.Classes(new int[0]));
    try (TrainableModel model = model(new Optimizer.Sgd()).openIn(folder)) {
      assertThat(LocalTraining.mismatch(model, none, with(1, 1, 0.1, 0)))
          .hasValue("there are no rows to train on");
      assertThat(Evaluation.of(model, none)).isEqualTo(new Evaluation(0, 0, 0));
    }
  }
}
