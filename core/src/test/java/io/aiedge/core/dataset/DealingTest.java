package io.aiedge.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DealingTest {
  private static final Labels.Classes TEN_CLASSES =
      new Labels.Classes(IntStream.range(0, 1000).map(i -> i % 10).toArray());

  @Provide
  Arbitrary<Labels.Classes> labels() {
    return Arbitraries.integers()
        .between(0, 6)
        .array(int[].class)
        .ofMinSize(60)
        .ofMaxSize(300)
        .map(Labels.Classes::new);
  }

  @Property(tries = 300)
  void everyRowGoesToExactlyOneSite(
      @ForAll("labels") Labels.Classes labels,
      @ForAll @IntRange(min = 1, max = 12) int sites,
      @ForAll long seed) {
    List<Dealing> dealings =
        List.of(
            new EvenDeal(sites, seed),
            new Shards(sites, 3, seed),
            new Dirichlet(sites, 0.3, 3, seed));
    for (Dealing dealing : dealings) {
      List<int[]> dealt = dealing.deal(labels);

      assertThat(dealt).hasSize(sites);
      assertThat(dealt.stream().flatMapToInt(Arrays::stream).sorted().toArray())
          .isEqualTo(Draws.upTo(labels.count()));
      assertThat(dealt).allSatisfy(rows -> assertThat(rows).isSorted());
    }
  }

  @Property(tries = 300)
  void everySiteGetsItsMinimumHoweverHarshTheDeal(
      @ForAll("labels") Labels.Classes labels,
      @ForAll @IntRange(min = 1, max = 12) int sites,
      @ForAll long seed) {
    List<int[]> dealt = new Dirichlet(sites, 1e-3, 5, seed).deal(labels);

    assertThat(dealt).allSatisfy(rows -> assertThat(rows.length).isGreaterThanOrEqualTo(5));
  }

  @Test
  void aMinimumThatTakesEveryRowIsReached() {
    List<int[]> dealt = new Dirichlet(10, 0.01, 100, 5).deal(TEN_CLASSES);

    assertThat(dealt).allSatisfy(rows -> assertThat(rows).hasSize(100));
  }

  @Test
  void aDealThatLeavesASiteShortIsDrawnAnew() {
    // A site that is filled up has exactly the minimum; one of a lucky draw hardly ever.
    long shortAtFirst = seeds().filter(seed -> smallest(0, seed) < 220).count();
    long filledUp = seeds().filter(seed -> smallest(220, seed) == 220).count();

    assertThat(shortAtFirst).isGreaterThan(10);
    assertThat(filledUp).isLessThanOrEqualTo(5);
  }

  private static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static int smallest(int minimumRows, long seed) {
    List<int[]> dealt = new Dirichlet(3, 0.2, minimumRows, seed).deal(TEN_CLASSES);
    return dealt.stream().mapToInt(rows -> rows.length).min().orElseThrow();
  }

  @Test
  void theSameSeedDealsTheSameRowsOnEveryMachine() {
    List<int[]> dealt = new Dirichlet(3, 0.5, 1, 42).deal(TEN_CLASSES);

    assertThat(dealt.stream().map(rows -> rows.length).toList()).containsExactly(298, 175, 527);
    assertThat(dealt.stream().map(Arrays::hashCode).toList())
        .containsExactly(-1720908559, 1231493764, 474562280);
    assertThat(new Dirichlet(3, 0.5, 1, 43).deal(TEN_CLASSES).get(0)).isNotEqualTo(dealt.get(0));
  }

  @Test
  void aSmallConcentrationIsUnevenAndALargeOneNearlyEven() {
    double harsh = largestShareOfAClass(new Dirichlet(5, 0.1, 1, 7));
    double gentle = largestShareOfAClass(new Dirichlet(5, 1000, 1, 7));

    assertThat(harsh).isGreaterThan(0.7);
    assertThat(gentle).isLessThan(0.25);
  }

  /** Averaged over classes: the share of a class that the site with most of it holds. */
  private static double largestShareOfAClass(Dealing dealing) {
    List<int[]> dealt = dealing.deal(TEN_CLASSES);
    return IntStream.range(0, 10)
            .mapToDouble(
                wanted ->
                    dealt.stream()
                        .mapToLong(
                            rows ->
                                Arrays.stream(rows)
                                    .filter(row -> TEN_CLASSES.values()[row] == wanted)
                                    .count())
                        .max()
                        .orElseThrow())
            .average()
            .orElseThrow()
        / 100;
  }

  @Test
  void twoShardsShowASiteAtMostTwoClassesWhereShardsFitClasses() {
    List<int[]> dealt = new Shards(10, 2, 1).deal(TEN_CLASSES);

    assertThat(dealt)
        .allSatisfy(
            rows ->
                assertThat(Arrays.stream(rows).map(row -> TEN_CLASSES.values()[row]).distinct())
                    .hasSizeLessThanOrEqualTo(2));
  }

  @Test
  void gammaDrawsHaveTheMeanAndVarianceOfTheDistribution() {
    for (double shape : new double[] {0.3, 1, 4.5}) {
      Draws draws = new Draws(1);
      double[] values = new double[200_000];
      Arrays.setAll(values, i -> StrictMath.exp(draws.logGamma(shape)));
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();

      assertThat(mean).isCloseTo(shape, within(0.02 * shape + 0.005));
      assertThat(variance).isCloseTo(shape, within(0.03 * shape + 0.01));
    }
  }

  @Test
  void aTinyConcentrationStillGivesSharesThatSumToOne() {
    double[] shares = new Draws(3).dirichlet(4, 1e-6);

    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
    assertThat(shares).doesNotContain(Double.NaN);
  }

  @Test
  void dealsSamplesWithTheirLabels() {
    Samples samples =
        new Samples(
            List.of(1), new float[] {10, 11, 12, 13}, new Labels.Classes(new int[] {0, 1, 2, 3}));

    List<Samples> dealt = new EvenDeal(2, 9).deal(samples);

    assertThat(dealt).hasSize(2);
    for (Samples share : dealt) {
      assertThat(share.count()).isEqualTo(2);
      int[] classes = ((Labels.Classes) share.labels()).values();
      assertThat(share.features()).containsExactly(10 + classes[0], 10 + classes[1]);
    }
  }

  @Test
  void refusesWhatCannotBeDealt() {
    Labels.Classes two = new Labels.Classes(new int[] {0, 1});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvenDeal(3, 1).deal(two))
        .withMessage("2 rows are too few for 3 sites");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dirichlet(2, 0.5, 2, 1).deal(two))
        .withMessage("2 rows are too few for 2 sites with at least 2 each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shards(2, 2, 1).deal(two))
        .withMessage("2 rows are too few for 4 shards");
    assertThatIllegalArgumentException().isThrownBy(() -> new Dirichlet(2, 0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Dirichlet(2, Double.NaN, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Dirichlet(0, 1, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EvenDeal(1, 1)
                    .deal(
                        new Samples(List.of(1), new float[1], new Labels.Values(new float[1], 1))))
        .withMessageContaining("labelled with classes");
  }
}
