package io.aiedge.core.aggregation;

/**
 * Weighted sums in 64-bit fixed point: a value {@code x} of weight {@code w} counts as {@code
 * round(w x 2^30)}. Integers add in any order to the same bits and can be taken out again exactly,
 * which floating point cannot promise.
 *
 * <p>A sum is a {@code long[]}, changed in place.
 *
 * <p><b>Range.</b> Values are accepted while {@code |w x| < 2^33 / participants}, so one update of
 * each participant cannot overflow whatever the others send: whether an update is accepted does not
 * depend on what came before. Sums wrap around, so more than one update of a participant may stand
 * in a sum for a time; once the surplus is taken out, the sum is right.
 *
 * <p><b>Error.</b> Each term is off by at most {@code 2^-31} (and by {@code 2^-53} of itself), so
 * the average is off by at most {@code 2^-31 participants / total weight}, that is less than 5e-10,
 * before it is rounded to float.
 *
 * <p>Immutable; safe for use by several threads on different sums.
 */
public final class FixedPoint {
  /** Bits after the binary point. */
  public static final int FRACTION_BITS = 30;

  /** The largest weight of one update. */
  public static final long MAX_WEIGHT = 1L << 40;

  /** The most participants of a round; with {@link #MAX_WEIGHT} the total weight stays a long. */
  public static final int MAX_PARTICIPANTS = 1 << 20;

  private static final double ONE = 1L << FRACTION_BITS;
  private static final int BLOCK = 4096;
  private static final double ROUNDER = 0x1.8p52;
  private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
  private static final double QUICK_BOUND = 0x1p50;

  private final long bound;

  /**
   * @param participants those who may contribute to a sum, from 1 to {@link #MAX_PARTICIPANTS}
   */
  public FixedPoint(int participants) {
    if (participants < 1 || participants > MAX_PARTICIPANTS) {
      throw new IllegalArgumentException(
          "%d participants: give 1 to %d".formatted(participants, MAX_PARTICIPANTS));
    }
    this.bound = Long.MAX_VALUE / participants;
  }

  /**
   * Whether the first {@code count} values may be added.
   *
   * @param weight from 1 to {@link #MAX_WEIGHT}
   */
  public Checked check(float[] values, int count, long weight) {
    float largest = largest(weight);
    return within(values, 0, count, largest)
        ? new Checked.Accepted()
        : blame(values, count, largest);
  }

  /** Whether all magnitudes are at most {@code largest}; NaN compares as false and so is not. */
  private static boolean within(float[] values, int from, int to, float largest) {
    for (int i = from; i < to; i++) {
      if (!(Math.abs(values[i]) <= largest)) {
        return false;
      }
    }
    return true;
  }

  private static Checked blame(float[] values, int count, float largest) {
    int tooLarge = -1;
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        return new Checked.Rejected(Checked.Reason.NON_FINITE, i, values[i]);
      }
      if (tooLarge < 0 && Math.abs(values[i]) > largest) {
        tooLarge = i;
      }
    }
    return new Checked.Rejected(Checked.Reason.OVERFLOW, tooLarge, values[tooLarge]);
  }

  /** The largest value that may be added; a float below the exact bound, so rounding is covered. */
  private float largest(long weight) {
    return Math.nextDown((float) (bound / scale(weight)));
  }

  /** Adds the first {@code count} values, which {@link #check} has accepted, to a sum in place. */
  public static void add(long[] sum, float[] values, int count, long weight) {
    addScaled(sum, values, count, scale(weight));
  }

  /** Takes out what {@link #add} added with the same arguments; no trace of it stays. */
  public static void subtract(long[] sum, float[] values, int count, long weight) {
    // Rounding to the nearest even number is symmetric, so this is the exact opposite of adding.
    addScaled(sum, values, count, -scale(weight));
  }

  private static void addScaled(long[] sum, float[] values, int count, double scale) {
    requireRoom(sum, count);
    float quick = Math.nextDown((float) (QUICK_BOUND / Math.abs(scale)));
    for (int from = 0; from < count; from += BLOCK) {
      int to = Math.min(from + BLOCK, count);
      if (within(values, from, to, quick)) {
        addQuickly(sum, values, from, to, scale);
      } else {
        addAny(sum, values, from, to, scale);
      }
    }
  }

  private static void addAny(long[] sum, float[] values, int from, int to, double scale) {
    for (int i = from; i < to; i++) {
      sum[i] += (long) Math.rint(scale * values[i]);
    }
  }

  /**
   * The same for small numbers, at nearly twice the speed. Added to {@code 1.5 x 2^52}, a double is
   * rounded to a whole number, to even where it is half way, and that number stands in its low bits
   * (Anderson, "Bit Twiddling Hacks"; Lua's {@code lua_number2int}).
   */
  private static void addQuickly(long[] sum, float[] values, int from, int to, double scale) {
    for (int i = from; i < to; i++) {
      sum[i] += Double.doubleToRawLongBits(scale * values[i] + ROUNDER) - ROUNDER_BITS;
    }
  }

  /**
   * The weighted average.
   *
   * @param totalWeight the weights of all updates in the sum, added up
   */
  public static float[] average(long[] sum, long totalWeight) {
    if (totalWeight < 1) {
      throw new IllegalArgumentException("an average of total weight " + totalWeight);
    }
    double divisor = totalWeight * ONE;
    float[] average = new float[sum.length];
    for (int i = 0; i < average.length; i++) {
      average[i] = (float) (sum[i] / divisor);
    }
    return average;
  }

  private static double scale(long weight) {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "a weight of %d: give 1 to %d".formatted(weight, MAX_WEIGHT));
    }
    return weight * ONE;
  }

  private static void requireRoom(long[] sum, int count) {
    if (count < 0 || count > sum.length) {
      throw new IllegalArgumentException(
          "%d values do not fit a sum of %d".formatted(count, sum.length));
    }
  }
}
