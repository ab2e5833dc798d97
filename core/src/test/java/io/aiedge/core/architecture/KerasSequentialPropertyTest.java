package io.aiedge.core.architecture;

import static io.aiedge.core.architecture.Models.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every configuration. */
class KerasSequentialPropertyTest {
  @Property(tries = 300)
  void anyConfigurationIsReadOrRefusedWithAPlaceAndAReason(
      @ForAll("layers") List<Map<String, Object>> layers) {
    Reading<Architecture> reading = KerasSequential.read(Models.model(List.of(8, 8, 2), layers));

    if (reading instanceof Reading.Rejected<Architecture> rejected) {
      assertThat(rejected.where()).isNotBlank();
      assertThat(rejected.reason()).isNotBlank();
    } else if (reading instanceof Reading.Accepted<Architecture> accepted) {
      Architecture architecture = accepted.value();
      assertThat(architecture.stages()).hasSameSizeAs(layers);
      assertThat(architecture.outputShape()).allMatch(dimension -> dimension >= 1);
      assertThat(architecture.parameterCount()).isPositive();
    }
  }

  @Property(tries = 300)
  void aWindowThatMayStickOutHasAPlaceForEveryStride(
      @ForAll("sizes") int size, @ForAll("sizes") int window, @ForAll("sizes") int stride) {
    int same = Padding.SAME.places(size, window, stride);
    int valid = Padding.VALID.places(size, window, stride);

    assertThat(same).isEqualTo((int) Math.ceil(size / (double) stride));
    assertThat(valid).isBetween(0, same);
    if (valid > 0) {
      assertThat((valid - 1) * stride + window).isBetween(size - stride + 1, size);
    }
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 40);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> layers() {
    Arbitrary<Object> values =
        Arbitraries.of(1, 2, 3, -1, 0.5, true, "relu", "same", "softmax", List.of(4, -1), Map.of());
    Arbitrary<String> options =
        Arbitraries.of(
            "units",
            "filters",
            "kernel_size",
            "strides",
            "padding",
            "rate",
            "activation",
            "axis",
            "target_shape",
            "use_bias",
            "pool_size",
            "epsilon",
            "kernel_initializer",
            "unheard_of");
    Arbitrary<String> types =
        Arbitraries.of(
            "Dense",
            "Conv2D",
            "DepthwiseConv2D",
            "MaxPooling2D",
            "Flatten",
            "Reshape",
            "Dropout",
            "BatchNormalization",
            "LayerNormalization",
            "Activation",
            "Softmax",
            "GRU");
    Arbitrary<Map<String, Object>> layer =
        Combinators.combine(types, Arbitraries.maps(options, values).ofMaxSize(3))
            .as(
                (type, given) ->
                    layer(
                        type,
                        given.entrySet().stream()
                            .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                            .toArray()));
    return layer.list().ofMinSize(1).ofMaxSize(4);
  }
}
