package io.aiedge.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  /** Three rows of two features; the second never changes. */
  private static final Samples ROWS =
      new Samples(
          List.of(2), new float[] {1, 5, 3, 5, 5, 5}, new Labels.Classes(new int[] {0, 0, 0}));

  private static float[] scaled(Scaling scaling, float... features) {
    float[] copy = features.clone();
    scaling.fit(ROWS).scaleInPlace(copy);
    return copy;
  }

  @Test
  void noneLeavesFeaturesAsTheyAre() {
    assertThat(scaled(new Scaling.None(), 1, 5, -2)).containsExactly(1, 5, -2);
  }

  @Test
  void divisionIsTheSameForEveryFeature() {
    assertThat(scaled(new Scaling.DivideBy(4), 1, 5, -2)).containsExactly(0.25f, 1.25f, -0.5f);
  }

  @Test
  void minAndMaxOfTheTrainingRowsBecomeZeroAndOne() {
    assertThat(scaled(new Scaling.MinMax(), 1, 5, 5, 5, 7, 6)).containsExactly(0, 0, 1, 0, 1.5f, 1);
  }

  @Test
  void standardisedTrainingRowsHaveMeanZeroAndDeviationOne() {
    float[] features = scaled(new Scaling.Standardise(), ROWS.features());

    assertThat(features[0]).isCloseTo((float) (-2 / Math.sqrt(8.0 / 3)), within(1e-6f));
    assertThat(features[2]).isZero();
    assertThat(features[4]).isEqualTo(-features[0]);
    assertThat(new float[] {features[1], features[3], features[5]}).containsOnly(0);
  }

  @Test
  void givenNumbersAreUsedWhateverTheRows() {
    Scaling given = new Scaling.Affine(new float[] {1, 0}, new float[] {2, 10});

    assertThat(scaled(given, 5, 5)).containsExactly(2, 0.5f);
  }

  @Test
  void refusesNumbersThatCannotScale() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling.DivideBy(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling.DivideBy(Float.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Affine(new float[] {0, 0}, new float[] {1, 0}))
        .withMessageContaining("feature 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scaling.Affine(new float[3], new float[] {1, 1, 1}).fit(ROWS))
        .withMessage("scaling is given for 3 features, a row has 2");
  }
}
