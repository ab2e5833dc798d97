package io.aiedge.core.architecture;

import static io.aiedge.core.architecture.Models.accepted;
import static io.aiedge.core.architecture.Models.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KerasSequentialTest {
  private static final List<Integer> IMAGE = List.of(9, 7, 3);

  private static List<Integer> shapeAfter(List<Integer> input, Map<String, Object> layer) {
    return accepted(input, layer("Dense", "units", input.get(input.size() - 1)), layer)
        .outputShape();
  }

  @Test
  void theNetworksOfTheFederatedAveragingPaperHaveAsManyWeightsAsItSays() {
    assertThat(Models.twoHidden().parameterCount()).isEqualTo(199_210);
    assertThat(Models.convolutional().parameterCount()).isEqualTo(1_663_370);
  }

  @Test
  void weightsKeepTheOrderOfKeras() {
    Architecture architecture =
        accepted(
            IMAGE,
            layer("Conv2D", "name", "c", "filters", 4, "kernel_size", List.of(3, 2)),
            layer("BatchNormalization", "name", "n"),
            layer("DepthwiseConv2D", "name", "w", "kernel_size", 2, "depth_multiplier", 2),
            layer("LayerNormalization", "name", "l", "scale", false),
            layer("Flatten", "name", "f"),
            layer("Dense", "name", "d", "units", 5, "use_bias", false));

    assertThat(architecture.weights())
        .extracting(Weight::name)
        .containsExactly(
            "c/kernel",
            "c/bias",
            "n/gamma",
            "n/beta",
            "n/moving_mean",
            "n/moving_variance",
            "w/depthwise_kernel",
            "w/bias",
            "l/beta",
            "d/kernel");
    assertThat(architecture.weights().get(0).shape()).containsExactly(3, 2, 3, 4);
    assertThat(architecture.weights().get(6).shape()).containsExactly(2, 2, 4, 2);
    assertThat(architecture.weights())
        .filteredOn(weight -> !weight.trainable())
        .extracting(Weight::name)
        .containsExactly("n/moving_mean", "n/moving_variance");
  }

  @Test
  void windowsGiveTheShapesOfKeras() {
    assertThat(shapeAfter(IMAGE, layer("MaxPooling2D"))).containsExactly(4, 3, 3);
    assertThat(shapeAfter(IMAGE, layer("AveragePooling2D", "padding", "same")))
        .containsExactly(5, 4, 3);
    assertThat(shapeAfter(IMAGE, layer("MaxPooling2D", "pool_size", 3, "strides", 1)))
        .containsExactly(7, 5, 3);
    assertThat(
            shapeAfter(
                IMAGE, layer("Conv2D", "filters", 8, "kernel_size", 3, "strides", List.of(2, 3))))
        .containsExactly(4, 2, 8);
    assertThat(shapeAfter(IMAGE, layer("DepthwiseConv2D", "kernel_size", 3, "depth_multiplier", 2)))
        .containsExactly(7, 5, 6);
  }

  @Test
  void layersWithoutWindowsGiveTheShapesOfKeras() {
    assertThat(shapeAfter(IMAGE, layer("GlobalAveragePooling2D"))).containsExactly(3);
    assertThat(shapeAfter(IMAGE, layer("GlobalAveragePooling2D", "keepdims", true)))
        .containsExactly(1, 1, 3);
    assertThat(shapeAfter(IMAGE, layer("Flatten"))).containsExactly(189);
    assertThat(shapeAfter(IMAGE, layer("Reshape", "target_shape", List.of(-1, 27))))
        .containsExactly(7, 27);
    assertThat(shapeAfter(IMAGE, layer("Dropout", "rate", 0.5))).isEqualTo(IMAGE);
  }

  @Test
  void aModelWrittenByKeras2IsRead() {
    Map<String, Object> json =
        Map.of(
            "class_name",
            "Sequential",
            "keras_version",
            "2.12.0",
            "config",
            Map.of(
                "name",
                "sequential",
                "layers",
                List.of(
                    layer(
                        "Dense",
                        "name",
                        "dense",
                        "trainable",
                        true,
                        "dtype",
                        "float32",
                        "batch_input_shape",
                        Arrays.asList(null, 30),
                        "units",
                        16,
                        "activation",
                        "relu",
                        "use_bias",
                        true,
                        "kernel_initializer",
                        Map.of("class_name", "HeNormal", "config", Map.of()),
                        "bias_initializer",
                        Map.of("class_name", "Zeros", "config", Map.of()),
                        "kernel_regularizer",
                        Map.of("class_name", "L2", "config", Map.of("l2", 0.01)),
                        "bias_regularizer",
                        null,
                        "activity_regularizer",
                        null,
                        "kernel_constraint",
                        null,
                        "bias_constraint",
                        null),
                    layer("Dense", "name", "dense_1", "units", 1, "activation", "sigmoid"))));

    Architecture architecture =
        ((Reading.Accepted<Architecture>) KerasSequential.read(json)).value();

    assertThat(architecture.inputShape()).containsExactly(30);
    assertThat(architecture.weights().get(0))
        .isEqualTo(
            new Weight(
                "dense/kernel",
                List.of(30, 16),
                true,
                new Initializer.TruncatedNormal(
                    0, Math.sqrt(2.0 / 30) / Initializer.TRUNCATED_DEVIATION),
                0.01));
  }

  @Test
  void aModelWrittenByKeras3IsRead() {
    Map<String, Object> policy =
        Map.of("module", "keras", "class_name", "DTypePolicy", "config", Map.of("name", "float32"));

    Architecture architecture =
        accepted(
            List.of(8, 8, 1),
            layer("Flatten", "name", "flatten", "dtype", policy, "data_format", "channels_last"),
            layer(
                "Dense",
                "dtype",
                policy,
                "units",
                10,
                "activation",
                Map.of("class_name", "function", "config", "softmax"),
                "kernel_initializer",
                Map.of(
                    "module", "keras.initializers",
                    "class_name", "GlorotUniform",
                    "config", Map.of("seed", 3))));

    assertThat(architecture.parameterCount()).isEqualTo(650);
    assertThat(architecture.weights().get(0).initializer())
        .isEqualTo(new Initializer.Uniform(-Math.sqrt(6.0 / 74), Math.sqrt(6.0 / 74)));
  }
}
