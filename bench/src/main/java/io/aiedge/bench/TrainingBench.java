package io.aiedge.bench;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.InitialWeights;
import io.aiedge.core.architecture.KerasSequential;
import io.aiedge.core.architecture.LearningRateSchedule;
import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.core.architecture.Reading;
import io.aiedge.core.architecture.Training;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.keras.SavedModelBuilder;
import io.aiedge.trainer.tensorflow.Opening;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.training.Hyperparameters;
import io.aiedge.trainer.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Training steps of a site against the same graph driven by plain TensorFlow Java, on one thread
 * with batches of 32. Both shuffle, copy rows into tensors and read the loss. Rates are per second
 * of processor time, so that other work on the machine counts for neither; of several turns, taken
 * one after the other, the best counts.
 */
final class TrainingBench {
  static final int BATCH = 32;
  private static final int WIDTH = 784;
  private static final int CLASSES = 10;
  private static final int TURNS = 15;

  private TrainingBench() {}

  /**
   * How long they race.
   *
   * @param batches in one pass
   * @param passes in one turn
   * @param turns of each
   */
  record Distance(int batches, int passes, int turns) {}

  static BenchReport run(Path folder) throws Exception {
    List<Figure> figures = new ArrayList<>();
    figures.addAll(
        race("MLP 784-200-10", folder.resolve("mlp"), mlp(), new Distance(400, 6, TURNS)));
    figures.addAll(
        race(
            "CNN of 1,663,370 parameters",
            folder.resolve("cnn"),
            cnn(),
            new Distance(30, 2, TURNS)));
    return BenchReport.of("training", figures);
  }

  static List<Figure> race(String name, Path folder, Architecture model, Distance distance)
      throws IOException {
    SavedModelBuilder.write(
        model, new Training(Loss.CATEGORICAL_CROSSENTROPY, new Optimizer.Sgd()), folder);
    float[] weights = new float[Math.toIntExact(model.parameterCount())];
    InitialWeights.fill(model, 1, 0, weights);
    Samples samples = noise(model.inputShape(), distance.batches * BATCH);
    double best = 0;
    double plainBest = 0;
    try (TrainableModel trainable = open(folder);
        PlainTraining plain = new PlainTraining(folder, weights, model)) {
      trainable.setWeights(weights);
      LocalTraining training =
          new LocalTraining(
              trainable,
              samples,
              new Hyperparameters(
                  distance.passes, BATCH, 0.01, new LearningRateSchedule.Constant(), 0, 1));
      double steps = (double) distance.batches * distance.passes;
      for (int turn = 1; turn <= distance.turns; turn++) {
        int round = turn;
        best = Math.max(best, steps / processorSeconds(() -> training.train(round, () -> true)));
        plainBest =
            Math.max(
                plainBest, steps / processorSeconds(() -> plain.train(samples, distance.passes)));
      }
    }
    Figure yardstick = Figure.yardstick(name + ", plain TF-Java", plainBest, "steps/s");
    return List.of(yardstick, Figure.of(name + ", a site", best, yardstick));
  }

  private static double processorSeconds(Runnable work) {
    long before = processorNanos();
    work.run();
    return (processorNanos() - before) / 1e9;
  }

  private static long processorNanos() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("this system does not say processor time"))
        .toNanos();
  }

  private static TrainableModel open(Path folder) {
    Opening opening = TrainableModel.open(folder, TensorFlowSettings.repeatable());
    if (opening instanceof Opening.Opened opened) {
      return opened.model();
    }
    throw new IllegalStateException(opening.toString());
  }

  private static Samples noise(List<Integer> shape, int rows) {
    SplittableRandom random = new SplittableRandom(2);
    float[] features = new float[rows * WIDTH];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    int[] classes = new int[rows];
    Arrays.setAll(classes, i -> random.nextInt(CLASSES));
    return new Samples(shape, features, new Labels.Classes(classes));
  }

  static Architecture mlp() {
    return read(
        Networks.sequential(
            List.of(WIDTH), Networks.dense(200, "relu"), Networks.dense(CLASSES, "softmax")));
  }

  /** McMahan et al. 2017, section 3. */
  private static Architecture cnn() {
    return read(
        Networks.sequential(
            List.of(28, 28, 1),
            convolution(32),
            Networks.layer("MaxPooling2D", Map.of()),
            convolution(64),
            Networks.layer("MaxPooling2D", Map.of()),
            Networks.layer("Flatten", Map.of()),
            Networks.dense(512, "relu"),
            Networks.dense(CLASSES, "softmax")));
  }

  private static Map<String, Object> convolution(int filters) {
    return Networks.layer(
        "Conv2D",
        Map.of("filters", filters, "kernel_size", 5, "padding", "same", "activation", "relu"));
  }

  private static Architecture read(Map<String, Object> model) {
    Reading<Architecture> reading = KerasSequential.read(model);
    if (reading instanceof Reading.Accepted<Architecture> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException(reading.toString());
  }
}
