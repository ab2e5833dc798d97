package io.aiedge.core.dataset;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random draws that are the same on every machine and with every Java: SplitMix64 for the bits, all
 * else computed here with {@link StrictMath}. Not for several threads at once.
 */
final class Draws {
  private final SplittableRandom bits;

  Draws(long seed) {
    bits = new SplittableRandom(seed);
  }

  /** Uniform in the open interval (0, 1), in steps of 2^-53. */
  double uniform() {
    return ((bits.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  /** Uniform from 0 (included) to {@code bound} (excluded); off by less than bound / 2^53. */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** The numbers from 0 to {@code bound}, excluded. */
  static int[] upTo(int bound) {
    int[] numbers = new int[bound];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** Puts the numbers in an order drawn uniformly (Fisher and Yates). */
  void shuffle(int[] numbers) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int other = below(i + 1);
      int swapped = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = swapped;
    }
  }

  /** Standard normal (Marsaglia's polar method). */
  double normal() {
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /**
   * The logarithm of a Gamma(shape, 1) draw, which stays finite where the draw itself would be too
   * small for a double.
   *
   * <p>Marsaglia and Tsang, <i>A simple method for generating gamma variables</i>, ACM TOMS 26(3),
   * 2000; for shapes below 1 with their section 6: Gamma(a) = Gamma(a + 1) U^(1/a).
   */
  double logGamma(double shape) {
    if (shape < 1) {
      return logGamma(shape + 1) + StrictMath.log(uniform()) / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal();
      double cube = 1 + c * x;
      double v = cube * cube * cube;
      if (v > 0 && StrictMath.log(uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d) + StrictMath.log(v);
      }
    }
  }

  /**
   * A draw from the symmetric Dirichlet distribution.
   *
   * @return {@code parts} numbers of at least 0 with the sum 1
   */
  double[] dirichlet(int parts, double concentration) {
    double[] shares = new double[parts];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < parts; i++) {
      shares[i] = logGamma(concentration);
      largest = StrictMath.max(largest, shares[i]);
    }
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      shares[i] = StrictMath.exp(shares[i] - largest);
      sum += shares[i];
    }
    for (int i = 0; i < parts; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
