package io.aiedge.trainer.keras;

import static io.aiedge.trainer.keras.KerasModel.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.core.architecture.Weight;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.tensorflow.Batch;
import io.aiedge.trainer.tensorflow.TrainableModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer, activation and loss is differentiated as its definition says: a step of plain
 * gradient descent moves the weights against the slope that differences of the loss show.
 */
class GradientIT {
  private static final List<Integer> IMAGE = List.of(5, 4, 2);
  private static final int ROWS = 3;
  private static final Optimizer SGD = new Optimizer.Sgd();

  @TempDir Path folder;

  static Stream<Arguments> models() {
    return Stream.of(
        arguments("Dense relu", List.of(6), dense("relu")),
        arguments("Dense tanh", List.of(6), dense("tanh")),
        arguments("Dense sigmoid", List.of(6), dense("sigmoid")),
        arguments("Dense elu", List.of(6), dense("elu")),
        arguments("Dense selu", List.of(6), dense("selu")),
        arguments("Dense gelu", List.of(6), dense("gelu")),
        arguments("Dense softmax", List.of(6), dense("softmax")),
        arguments("Dense on rows of rows", List.of(3, 2), dense("tanh")),
        arguments(
            "Conv2D same",
            IMAGE,
            layer("Conv2D", "filters", 3, "kernel_size", 3, "padding", "same"),
            layer("Activation", "activation", "tanh")),
        arguments(
            "Conv2D with strides",
            IMAGE,
            layer("Conv2D", "filters", 2, "kernel_size", List.of(3, 2), "strides", List.of(2, 1))),
        arguments(
            "DepthwiseConv2D",
            IMAGE,
            layer(
                "DepthwiseConv2D", "kernel_size", 2, "depth_multiplier", 2, "activation", "tanh")),
        arguments(
            "MaxPooling2D",
            IMAGE,
            layer("Conv2D", "filters", 2, "kernel_size", 2),
            layer("MaxPooling2D")),
        arguments(
            "AveragePooling2D",
            IMAGE,
            layer("Conv2D", "filters", 2, "kernel_size", 2),
            layer("AveragePooling2D", "padding", "same")),
        arguments(
            "GlobalAveragePooling2D",
            IMAGE,
            layer("Conv2D", "filters", 2, "kernel_size", 2, "activation", "tanh"),
            layer("GlobalAveragePooling2D")),
        arguments(
            "BatchNormalization of images",
            IMAGE,
            layer("Conv2D", "filters", 2, "kernel_size", 2),
            layer("BatchNormalization"),
            layer("Activation", "activation", "tanh")),
        arguments(
            "BatchNormalization of rows",
            List.of(6),
            dense("linear"),
            layer("BatchNormalization", "scale", false),
            layer("Activation", "activation", "tanh")),
        arguments(
            "LayerNormalization",
            IMAGE,
            layer("Conv2D", "filters", 3, "kernel_size", 2),
            layer("LayerNormalization"),
            layer("Activation", "activation", "tanh")),
        arguments(
            "Reshape",
            List.of(12),
            layer("Reshape", "target_shape", List.of(2, -1, 2)),
            layer("Conv2D", "filters", 2, "kernel_size", 2)),
        arguments(
            "L2",
            List.of(6),
            layer(
                "Dense",
                "units",
                4,
                "kernel_regularizer",
                Map.of("class_name", "L2", "config", Map.of("l2", 0.1)))));
  }

  private static Map<String, Object> dense(String activation) {
    return layer("Dense", "name", "d0", "units", 4, "activation", activation);
  }

  @SafeVarargs
  private static Arguments arguments(
      String what, List<Integer> input, Map<String, Object>... layers) {
    return Arguments.of(what, input, layers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void crossEntropyFallsAlongItsSlope(
      String what, List<Integer> input, Map<String, Object>[] layers) {
    check(model(input, Loss.CATEGORICAL_CROSSENTROPY, layers, 3, "softmax"), classes(3));
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(Loss.BINARY_CROSSENTROPY, "sigmoid", 1, classes(2)),
        Arguments.of(Loss.BINARY_CROSSENTROPY, "linear", 1, classes(2)),
        Arguments.of(Loss.CATEGORICAL_CROSSENTROPY, "linear", 3, classes(3)),
        Arguments.of(Loss.MEAN_SQUARED_ERROR, "tanh", 2, numbers(2)),
        Arguments.of(Loss.MEAN_SQUARED_ERROR, "softmax", 3, numbers(3)));
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("losses")
  void everyLossFallsAlongItsSlope(Loss loss, String activation, int outputs, Labels labels) {
    Map<String, Object>[] layers = layers(dense("tanh"));
    check(model(List.of(6), loss, layers, outputs, activation), labels);
  }

  @SafeVarargs
  private static Map<String, Object>[] layers(Map<String, Object>... layers) {
    return layers;
  }

  private static KerasModel model(
      List<Integer> input,
      Loss loss,
      Map<String, Object>[] layers,
      int outputs,
      String activation) {
    Map<String, Object>[] all = Arrays.copyOf(layers, layers.length + 2);
    all[layers.length] = layer("Flatten", "name", "flat");
    all[layers.length + 1] =
        layer("Dense", "name", "out", "units", outputs, "activation", activation);
    return KerasModel.of(input, loss, SGD, all);
  }

  private static Labels classes(int count) {
    return new Labels.Classes(new int[] {0, count - 1, count / 2});
  }

  private static Labels numbers(int width) {
    float[] values = new float[ROWS * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.3f * (i % 4) - 0.4f;
    }
    return new Labels.Values(values, width);
  }

  /** Compares each gradient with the central difference of the loss that a step reports. */
  private void check(KerasModel keras, Labels labels) {
    float[] start = shaken(keras.firstWeights());
    try (TrainableModel model = keras.openIn(folder);
        Batch batch = model.batch(ROWS)) {
      batch.fill(rows(keras, labels), new int[] {0, 1, 2}, 0);
      float[] gradients = gradients(model, batch, start);
      int place = 0;
      for (Weight weight : keras.architecture().weights()) {
        for (int i = 0; i < weight.elements(); i++, place++) {
          if (weight.trainable()) {
            assertThat((double) gradients[place])
                .as("slope of %s at %d", weight.name(), i)
                .isEqualTo(slope(model, batch, start, place), within(2e-3));
          }
        }
      }
    }
  }

  private static float[] gradients(TrainableModel model, Batch batch, float[] start) {
    model.setWeights(start);
    model.step(batch, 1, 0);
    float[] gradients = new float[start.length];
    try (var weights = model.weights()) {
      float[] after = weights.toArray();
      for (int i = 0; i < after.length; i++) {
        gradients[i] = start[i] - after[i];
      }
    }
    return gradients;
  }

  private static double slope(TrainableModel model, Batch batch, float[] start, int place) {
    float away = 1e-3f;
    return (lossAt(model, batch, start, place, away) - lossAt(model, batch, start, place, -away))
        / (2 * away);
  }

  private static double lossAt(
      TrainableModel model, Batch batch, float[] start, int place, float away) {
    float[] moved = start.clone();
    moved[place] += away;
    model.setWeights(moved);
    return model.step(batch, 0, 0).loss();
  }

  /** Away from zeros and ones, so that no gradient vanishes by accident. */
  private static float[] shaken(float[] weights) {
    SplittableRandom random = new SplittableRandom(5);
    float[] shaken = new float[weights.length];
    for (int i = 0; i < shaken.length; i++) {
      shaken[i] = weights[i] + (float) (0.4 * random.nextDouble() - 0.2);
    }
    return shaken;
  }

  private static Samples rows(KerasModel keras, Labels labels) {
    List<Integer> shape = keras.architecture().inputShape();
    SplittableRandom random = new SplittableRandom(3);
    float[] features = new float[ROWS * shape.stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (2 * random.nextDouble() - 1);
    }
    return new Samples(shape, features, labels);
  }
}
