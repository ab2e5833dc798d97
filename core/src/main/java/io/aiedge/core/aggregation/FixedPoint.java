package io.aiedge.core.aggregation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Weighted sums in 64-bit fixed point: a value {@code x} of weight {@code w} counts as {@code
 * round(w x 2^30)}. Integers add in any order to the same bits and can be taken out again exactly,
 * which floating point cannot promise.
 *
 * <p>A sum is a {@code byte[]} of eight little-endian bytes a value, changed in place.
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

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final double ONE = 1L << FRACTION_BITS;
  private static final int MAGNITUDE = 0x7fff_ffff;

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

  /** A sum of nothing. */
  public static byte[] zero(int elements) {
    return new byte[Math.multiplyExact(elements, Long.BYTES)];
  }

  /**
   * Whether the first {@code count} values may be added.
   *
   * @param weight from 1 to {@link #MAX_WEIGHT}
   */
  public Checked check(float[] values, int count, long weight) {
    // For floats without their sign, the order of the bits is the order of the numbers, with
    // infinity and NaN on top: one integer maximum answers both questions.
    int limit = Float.floatToRawIntBits(largest(weight));
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, Float.floatToRawIntBits(values[i]) & MAGNITUDE);
    }
    return most <= limit ? new Checked.Accepted() : blame(values, count, limit);
  }

  private static Checked blame(float[] values, int count, int limit) {
    int tooLarge = -1;
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        return new Checked.Rejected(Checked.Reason.NON_FINITE, i, values[i]);
      }
      if (tooLarge < 0 && (Float.floatToRawIntBits(values[i]) & MAGNITUDE) > limit) {
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
  public static void add(byte[] sum, float[] values, int count, long weight) {
    double scale = scale(weight);
    requireRoom(sum, count);
    for (int i = 0; i < count; i++) {
      int at = i << 3;
      LONGS.set(sum, at, (long) LONGS.get(sum, at) + (long) Math.rint(scale * values[i]));
    }
  }

  /** Takes out what {@link #add} added with the same arguments; no trace of it stays. */
  public static void subtract(byte[] sum, float[] values, int count, long weight) {
    double scale = scale(weight);
    requireRoom(sum, count);
    for (int i = 0; i < count; i++) {
      int at = i << 3;
      LONGS.set(sum, at, (long) LONGS.get(sum, at) - (long) Math.rint(scale * values[i]));
    }
  }

  /**
   * The weighted average.
   *
   * @param totalWeight the weights of all updates in the sum, added up
   */
  public static float[] average(byte[] sum, long totalWeight) {
    if (totalWeight < 1) {
      throw new IllegalArgumentException("an average of total weight " + totalWeight);
    }
    double divisor = totalWeight * ONE;
    float[] average = new float[sum.length / Long.BYTES];
    for (int i = 0; i < average.length; i++) {
      average[i] = (float) ((long) LONGS.get(sum, i << 3) / divisor);
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

  private static void requireRoom(byte[] sum, int count) {
    if (count < 0 || count > sum.length / Long.BYTES) {
      throw new IllegalArgumentException(
          "%d values do not fit a sum of %d".formatted(count, sum.length / Long.BYTES));
    }
  }
}
