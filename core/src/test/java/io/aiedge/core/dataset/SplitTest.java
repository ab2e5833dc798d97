package io.aiedge.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** One feature a row: the row's number. */
  private static Samples numbered(int... classes) {
    float[] features = new float[classes.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = i;
    }
    return new Samples(List.of(1), features, new Labels.Classes(classes));
  }

  @Property
  void everyRowIsOnOneSideAndKeepsItsLabel(
      @ForAll @IntRange(min = 0, max = 200) int count,
      @ForAll @DoubleRange(min = 0, max = 0.99) double fraction,
      @ForAll long seed,
      @ForAll boolean stratified) {
    Samples samples = numbered(IntStream.range(0, count).map(i -> i * i % 7).toArray());

    Split split = Split.of(samples, new Split.Settings(fraction, seed, stratified));

    float[] both = Arrays.copyOf(split.training().features(), count);
    System.arraycopy(
        split.heldOut().features(), 0, both, split.training().count(), split.heldOut().count());
    Arrays.sort(both);
    assertThat(both).isEqualTo(samples.features());
    for (Samples part : List.of(split.training(), split.heldOut())) {
      assertThat(part.features()).isSorted();
      for (int i = 0; i < part.count(); i++) {
        int row = (int) part.features()[i];
        assertThat(((Labels.Classes) part.labels()).values()[i]).isEqualTo(row * row % 7);
      }
    }
    if (count >= 2) {
      assertThat(split.training().count()).isPositive();
    }
    if (count >= 2 && !stratified) {
      assertThat(split.heldOut().count() > 0).isEqualTo(fraction > 0);
    }
  }

  @Test
  void holdsOutTheFractionThatWasAskedFor() {
    Samples samples = numbered(new int[1000]);

    assertThat(Split.of(samples, new Split.Settings(0.2, 1, false)).heldOut().count())
        .isEqualTo(200);
    assertThat(Split.of(samples, new Split.Settings(0.2, 1, true)).heldOut().count())
        .isEqualTo(200);
    assertThat(Split.of(samples, new Split.Settings(0, 1, true)).training()).isSameAs(samples);
  }

  @Test
  void stratifiedEveryClassGivesItsShare() {
    Samples samples =
        numbered(IntStream.range(0, 100).map(i -> i < 10 ? 2 : i < 40 ? 0 : 1).toArray());

    Samples heldOut = Split.of(samples, new Split.Settings(0.2, 5, true)).heldOut();

    int[][] rows = ((Labels.Classes) heldOut.labels()).rowsByClass();
    assertThat(Arrays.stream(rows).mapToInt(ofClass -> ofClass.length)).containsExactly(6, 12, 2);
  }

  @Test
  void stratifiedTheLastRowOfAClassIsTrainedOn() {
    Samples samples = numbered(0, 0, 0, 0, 1);

    for (long seed = 0; seed < 50; seed++) {
      Samples heldOut = Split.of(samples, new Split.Settings(0.6, seed, true)).heldOut();

      assertThat(((Labels.Classes) heldOut.labels()).values()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void theSameSeedSplitsTheSameWayAndAnotherDoesNot() {
    Samples samples = numbered(new int[50]);

    Split first = Split.of(samples, new Split.Settings(0.1, 77, false));

    assertThat(first.heldOut().features()).containsExactly(10, 21, 31, 37, 45);
    assertThat(Split.of(samples, new Split.Settings(0.1, 77, false)).heldOut().features())
        .isEqualTo(first.heldOut().features());
    assertThat(Split.of(samples, new Split.Settings(0.1, 78, false)).heldOut().features())
        .isNotEqualTo(first.heldOut().features());
  }

  @Test
  void rowsWithNumbersToPredictAreSplitWithoutClasses() {
    Samples samples = new Samples(List.of(2), new float[20], new Labels.Values(new float[10], 1));

    Split split = Split.of(samples, new Split.Settings(0.3, 1, true));

    assertThat(split.heldOut().count()).isEqualTo(3);
    assertThat(split.training().count()).isEqualTo(7);
  }

  @Test
  void refusesAFractionThatLeavesNothing() {
    for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Split.Settings(fraction, 1, false))
          .withMessageContaining("from 0 (included) to 1 (excluded), not " + fraction);
    }
  }
}
