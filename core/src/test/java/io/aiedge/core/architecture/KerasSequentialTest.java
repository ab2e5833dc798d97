package io.aiedge.core.architecture;

import static io.aiedge.core.architecture.Models.accepted;
import static io.aiedge.core.architecture.Models.layer;
import static io.aiedge.core.architecture.Models.refused;
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

  @Test
  void whatIsNotSupportedIsRefusedByTheNameOfItsLayer() {
    assertThat(refused(IMAGE, layer("LSTM", "name", "memory", "units", 3)))
        .startsWith("memory: the layer type LSTM is not supported, only InputLayer, Dense");
    assertThat(
            refused(
                IMAGE,
                layer("Conv2D", "name", "wide", "filters", 2, "kernel_size", 3),
                layer(
                    "Conv2D",
                    "name",
                    "far",
                    "filters",
                    2,
                    "kernel_size",
                    3,
                    "dilation_rate",
                    List.of(2, 2))))
        .isEqualTo("far: dilation_rate = [2, 2] is not supported, only 1");
    assertThat(refused(IMAGE, layer("MaxPooling2D", "name", "p", "data_format", "channels_first")))
        .isEqualTo("p: data_format = channels_first is not supported, only channels_last");
    assertThat(refused(IMAGE, layer("Dense", "name", "d", "units", 2, "activation", "mish")))
        .startsWith("d: the activation mish is not supported, only linear, relu");
    assertThat(
            refused(
                IMAGE, layer("Dense", "name", "d", "units", 2, "kernel_initializer", "orthogonal")))
        .startsWith("d: kernel_initializer = orthogonal is not supported, only zeros");
    assertThat(
            refused(
                IMAGE,
                layer(
                    "Dense",
                    "name",
                    "d",
                    "units",
                    2,
                    "kernel_regularizer",
                    Map.of("class_name", "L1", "config", Map.of("l1", 0.1)))))
        .contains("kernel_regularizer")
        .contains("only L2");
    assertThat(refused(IMAGE, layer("Dense", "name", "d", "units", 2, "trainable", false)))
        .isEqualTo("d: trainable = false is not supported, only true");
    assertThat(refused(IMAGE, layer("Dense", "name", "d", "units", 2, "dtype", "float16")))
        .isEqualTo("d: dtype = float16 is not supported, only float32");
    assertThat(refused(IMAGE, layer("Dense", "name", "d", "units", 2, "lora_rank", 4)))
        .isEqualTo("d: the option lora_rank = 4 is not supported; leave it out");
    assertThat(refused(IMAGE, layer("BatchNormalization", "name", "n", "axis", 1)))
        .isEqualTo("n: axis = 1 is not supported, only the last, -1");
  }

  @Test
  void whatMakesNoSenseIsRefusedByTheNameOfItsLayer() {
    assertThat(refused(IMAGE, layer("Dense", "name", "d"))).isEqualTo("d: units is missing");
    assertThat(refused(IMAGE, layer("Dense", "name", "d", "units", 2.5)))
        .isEqualTo("d: units = 2.5 is not a whole number");
    assertThat(refused(IMAGE, layer("Dropout", "name", "drop", "rate", 1.0)))
        .startsWith("drop: its rate is 1.0");
    assertThat(refused(IMAGE, layer("Reshape", "name", "r", "target_shape", List.of(5, -1))))
        .startsWith("r: 189 values of shape [9, 7, 3] cannot take");
    assertThat(refused(List.of(12), layer("Conv2D", "name", "c", "filters", 1, "kernel_size", 3)))
        .startsWith("c: it needs height, width and channels, but gets shape [12]");
    assertThat(refused(IMAGE, layer("Conv2D", "name", "c", "filters", 1, "kernel_size", 8)))
        .startsWith("c: its 8 x 8 window is larger than the image");
    assertThat(
            refused(
                IMAGE,
                layer("Dense", "name", "twin", "units", 2),
                layer("Dense", "name", "twin", "units", 2)))
        .startsWith("twin: two layers have this name");
    assertThat(refused(List.of(40_000), layer("Dense", "name", "huge", "units", 40_000)))
        .startsWith("huge: with it the model has 1600040000 weights");
    assertThat(refused(IMAGE, layer("Flatten", "name", "f")))
        .isEqualTo("model: none of its layers has weights: there is nothing to train");
  }

  @Test
  void aModelWithoutTheShapeOfItsInputIsRefused() {
    Map<String, Object> json =
        Map.of(
            "class_name",
            "Sequential",
            "config",
            Map.of("layers", List.of(layer("Dense", "name", "first", "units", 2))));

    assertThat(((Reading.Rejected<Architecture>) KerasSequential.read(json)).message())
        .startsWith("first: the shape of the input is missing");
  }

  @Test
  void onlySequencesAreRead() {
    assertThat(KerasSequential.read(Map.of("class_name", "Functional")))
        .isEqualTo(
            new Reading.Rejected<Architecture>(
                "model", "class_name is Functional; give a Sequential model"));
    assertThat(KerasSequential.read(Map.of("class_name", "Sequential")))
        .isEqualTo(
            new Reading.Rejected<Architecture>("model", "config.layers is not a list of layers"));
  }
}
