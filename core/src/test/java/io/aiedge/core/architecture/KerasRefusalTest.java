package io.aiedge.core.architecture;

import static io.aiedge.core.architecture.Models.layer;
import static io.aiedge.core.architecture.Models.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reader says to models that are not supported or make no sense. */
class KerasRefusalTest {
  private static final List<Integer> IMAGE = List.of(9, 7, 3);

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
