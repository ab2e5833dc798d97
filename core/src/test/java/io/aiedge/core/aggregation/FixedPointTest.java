package io.aiedge.core.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FixedPointTest {
  private static final int ELEMENTS = 7;

  record Update(float[] values, long weight) {
    void addTo(long[] sum) {
      FixedPoint.add(sum, values, ELEMENTS, weight);
    }

    void takeFrom(long[] sum) {
      FixedPoint.subtract(sum, values, ELEMENTS, weight);
    }
  }

  @Provide
  Arbitrary<List<Update>> updates() {
    Arbitrary<float[]> values =
        Arbitraries.floats().between(-200, 200).ofScale(9).array(float[].class).ofSize(ELEMENTS);
    Arbitrary<Long> weights = Arbitraries.longs().between(1, 1_000_000);
    return Combinators.combine(values, weights).as(Update::new).list().ofMinSize(1).ofMaxSize(12);
  }

  @Property
  void noOrderOfArrivalChangesABit(@ForAll("updates") List<Update> updates, @ForAll Random random) {
    long[] inOrder = new long[ELEMENTS];
    long[] shuffled = new long[ELEMENTS];
    List<Update> other = new ArrayList<>(updates);
    Collections.shuffle(other, random);

    updates.forEach(update -> update.addTo(inOrder));
    other.forEach(update -> update.addTo(shuffled));

    assertThat(shuffled).isEqualTo(inOrder);
  }

  @Property
  void whatIsTakenOutLeavesNoTrace(
      @ForAll("updates") List<Update> kept,
      @ForAll("updates") List<Update> dropped,
      @ForAll Random random) {
    long[] expected = new long[ELEMENTS];
    kept.forEach(update -> update.addTo(expected));
    List<Runnable> steps = new ArrayList<>();
    long[] sum = new long[ELEMENTS];
    kept.forEach(update -> steps.add(() -> update.addTo(sum)));
    dropped.forEach(update -> steps.add(() -> update.addTo(sum)));
    dropped.forEach(update -> steps.add(() -> update.takeFrom(sum)));
    Collections.shuffle(steps, random);

    steps.forEach(Runnable::run);

    assertThat(sum).isEqualTo(expected);
  }

  @Property
  void theAverageIsWithinTheStatedError(@ForAll("updates") List<Update> updates) {
    long[] sum = new long[ELEMENTS];
    updates.forEach(update -> update.addTo(sum));
    long total = updates.stream().mapToLong(Update::weight).sum();

    float[] average = FixedPoint.average(sum, total);

    for (int i = 0; i < ELEMENTS; i++) {
      int at = i;
      BigDecimal exactSum =
          updates.stream()
              .map(u -> new BigDecimal(u.values[at]).multiply(BigDecimal.valueOf(u.weight)))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      double exact =
          exactSum.divide(BigDecimal.valueOf(total), MathContext.DECIMAL64).doubleValue();
      double bound = Math.scalb(1.0, -31) * updates.size() / total + Math.ulp((float) exact) / 2.0;
      assertThat((double) average[i]).isCloseTo(exact, within(bound * 1.001));
    }
  }

  @Property
  void aRoundFullOfTheLargestAcceptedValuesDoesNotOverflow(
      @ForAll("participants") int participants, @ForAll("anyWeight") long weight) {
    FixedPoint arithmetic = new FixedPoint(participants);
    float largest = largestAccepted(arithmetic, weight);

    long term = term(largest, weight);

    assertThat(term).isPositive().isLessThanOrEqualTo(Long.MAX_VALUE / participants);
    assertThat(term(-largest, weight)).isEqualTo(-term);
    assertThat((double) largest * weight).isCloseTo(0x1p33 / participants, within(0x1p12));
  }

  @Provide
  Arbitrary<Integer> participants() {
    return Arbitraries.integers().between(1, FixedPoint.MAX_PARTICIPANTS);
  }

  @Provide
  Arbitrary<Long> anyWeight() {
    return Arbitraries.longs().between(1, FixedPoint.MAX_WEIGHT);
  }

  private static float largestAccepted(FixedPoint arithmetic, long weight) {
    int low = 0;
    int high = Float.floatToIntBits(Float.MAX_VALUE);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      float[] value = {Float.intBitsToFloat(middle)};
      if (arithmetic.check(value, 1, weight) instanceof Checked.Accepted) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Float.intBitsToFloat(low);
  }

  private static long term(float value, long weight) {
    long[] sum = new long[1];
    FixedPoint.add(sum, new float[] {value}, 1, weight);
    return sum[0];
  }

  @Property
  void everyTermIsRoundedToTheNearestWholeNumberWhateverItsSize(
      @ForAll("anyFinite") float value, @ForAll("anyWeight") long weight) {
    Assume.that(
        new FixedPoint(1).check(new float[] {value}, 1, weight) instanceof Checked.Accepted);

    assertThat(term(value, weight)).isEqualTo((long) Math.rint(value * (weight * 0x1p30)));
  }

  @Provide
  Arbitrary<Float> anyFinite() {
    return Combinators.combine(
            Arbitraries.integers().between(-60, 33), Arbitraries.floats().between(-2, 2))
        .as((exponent, fraction) -> Math.scalb(fraction, exponent));
  }

  @Test
  void halvesAreRoundedToEven() {
    float half = 0x1p-31f;

    assertThat(term(half, 1)).isZero();
    assertThat(term(3 * half, 1)).isEqualTo(2);
    assertThat(term(-half, 1)).isZero();
    assertThat(term(-5 * half, 1)).isEqualTo(-2);
  }

  @Test
  void namesTheFirstValueThatIsNotANumber() {
    float[] values = {0, 1e30f, Float.NaN, Float.NEGATIVE_INFINITY};

    assertThat(new FixedPoint(3).check(values, 4, 10))
        .isEqualTo(new Checked.Rejected(Checked.Reason.NON_FINITE, 2, Float.NaN));
    assertThat(new FixedPoint(3).check(new float[] {Float.NEGATIVE_INFINITY}, 1, 10))
        .isEqualTo(new Checked.Rejected(Checked.Reason.NON_FINITE, 0, Float.NEGATIVE_INFINITY));
  }

  @Test
  void namesTheFirstValueThatIsTooLarge() {
    float[] values = {0, -1e9f, 2e9f};

    assertThat(new FixedPoint(1).check(values, 3, 8))
        .isEqualTo(new Checked.Rejected(Checked.Reason.OVERFLOW, 2, 2e9f));
    assertThat(new FixedPoint(2).check(values, 3, 8))
        .isEqualTo(new Checked.Rejected(Checked.Reason.OVERFLOW, 1, -1e9f));
  }

  @Test
  void looksOnlyAtTheValuesItIsToldOf() {
    float[] values = {1, Float.NaN};

    assertThat(new FixedPoint(1).check(values, 1, 1)).isEqualTo(new Checked.Accepted());
  }

  @Test
  void weighsByTheWeight() {
    long[] sum = new long[2];
    FixedPoint.add(sum, new float[] {1, -0.5f}, 2, 30);
    FixedPoint.add(sum, new float[] {4, 0.25f}, 2, 10);

    assertThat(FixedPoint.average(sum, 40)).containsExactly(1.75f, -0.3125f);
  }

  @Test
  void refusesWeightsAndCountsThatCannotBe() {
    long[] sum = new long[1];
    float[] values = new float[2];

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedPoint.add(sum, values, 1, 0))
        .withMessageContaining("weight of 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedPoint.add(sum, values, 1, FixedPoint.MAX_WEIGHT + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FixedPoint.add(sum, values, 2, 1))
        .withMessageContaining("2 values do not fit a sum of 1");
    assertThatIllegalArgumentException().isThrownBy(() -> FixedPoint.average(sum, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new FixedPoint(0));
    assertThat(sum).containsExactly(0);
  }
}
