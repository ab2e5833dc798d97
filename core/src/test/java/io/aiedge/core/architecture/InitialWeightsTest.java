package io.aiedge.core.architecture;

import static io.aiedge.core.architecture.Models.accepted;
import static io.aiedge.core.architecture.Models.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
  private static final Architecture MIXED =
      accepted(
          List.of(6),
          layer("Dense", "name", "a", "units", 5, "kernel_initializer", "he_normal"),
          layer("BatchNormalization", "name", "n"),
          layer("Dense", "name", "b", "units", 4, "bias_initializer", "random_normal"),
          layer("Dense", "name", "c", "units", 3, "kernel_initializer", "truncated_normal"));

  private static float[] all(Architecture architecture, long seed) {
    float[] weights = new float[(int) architecture.parameterCount()];
    InitialWeights.fill(architecture, seed, 0, weights);
    return weights;
  }

  private static float[] drawn(String initializer) {
    Architecture big =
        accepted(
            List.of(200),
            layer("Dense", "units", 200, "use_bias", false, "kernel_initializer", initializer));
    return all(big, 11);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  @Property(tries = 200)
  void aRangeIsTheSameHoweverTheVectorIsCutUp(
      @ForAll long seed, @ForAll @IntRange(max = 93) int from, @ForAll @IntRange(max = 93) int to) {
    float[] whole = all(MIXED, seed);
    float[] part = new float[Math.abs(to - from)];

    InitialWeights.fill(MIXED, seed, Math.min(from, to), part);

    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, Math.min(from, to), Math.max(from, to)));
  }

  @Test
  void theFirstWeightsNeverChange() {
    float[] weights = all(MIXED, 42);

    assertThat(weights).hasSize(94);
    assertThat(Arrays.hashCode(weights)).isEqualTo(-1_027_202_189);
  }

  @Test
  void otherSeedsGiveOtherWeights() {
    assertThat(all(MIXED, 1)).isNotEqualTo(all(MIXED, 2));
  }

  @Test
  void constantsAreWhatTheySay() {
    float[] weights = all(MIXED, 5);

    assertThat(Arrays.copyOfRange(weights, 30, 55))
        .containsExactly(
            0, 0, 0, 0, 0, // a/bias
            1, 1, 1, 1, 1, // n/gamma
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // n/beta, n/moving_mean
            1, 1, 1, 1, 1); // n/moving_variance
  }

  @Test
  void drawsHaveTheMomentsOfTheirDistributions() {
    double glorot = Math.sqrt(2.0 / 400);
    double he = Math.sqrt(2.0 / 200);

    assertThat(deviation(drawn("glorot_uniform"))).isEqualTo(glorot, within(0.01 * glorot));
    assertThat(deviation(drawn("glorot_normal"))).isEqualTo(glorot, within(0.02 * glorot));
    assertThat(deviation(drawn("he_normal"))).isEqualTo(he, within(0.02 * he));
    assertThat(deviation(drawn("random_normal"))).isEqualTo(0.05, within(0.001));
    assertThat(mean(drawn("he_normal"))).isEqualTo(0, within(0.02 * he));
    assertThat(mean(drawn("random_uniform"))).isEqualTo(0, within(0.001));
  }

  @Test
  void truncatedDrawsStayWithinTwoDeviations() {
    for (float value : drawn("truncated_normal")) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(0.1f);
    }
  }

  @Test
  void aRangeOutsideOfTheModelIsAnError() {
    assertThatThrownBy(() -> InitialWeights.fill(MIXED, 1, 90, new float[5]))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("weights 90 to 95 of a model of 94");
  }
}
