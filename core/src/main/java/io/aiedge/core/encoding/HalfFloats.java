package io.aiedge.core.encoding;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** IEEE 754 binary16. Java has conversions of its own from version 20 on. */
final class HalfFloats {
  private static final int BATCH = 1 << 10;

  private static final int SIGN = 0x8000;
  private static final int MAGNITUDE = 0x7fff;
  private static final int INFINITY = 0x7c00;
  private static final int NAN = 0x7e00;
  private static final int LARGEST = 0x7bff;

  private static final int FLOAT_MAGNITUDE = 0x7fff_ffff;
  private static final int FLOAT_INFINITY = 0x7f80_0000;
  private static final int FLOAT_65520 = 0x477f_f000;
  private static final int FLOAT_2_TO_MINUS_14 = 0x3880_0000;

  /** Bits of a float's fraction that a half does not have. */
  private static final int DROPPED_BITS = 13;

  /** Difference of the exponents' biases (127 - 15), where a float has its exponent. */
  private static final int REBIAS = 112 << 23;

  private HalfFloats() {}

  /** The half nearest to a float, ties to even; 65504 for finite ones beyond it. */
  static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & SIGN;
    int magnitude = bits & FLOAT_MAGNITUDE;
    if (magnitude >= FLOAT_65520) {
      int special = magnitude > FLOAT_INFINITY ? NAN : INFINITY;
      return (short) (sign | (magnitude >= FLOAT_INFINITY ? special : LARGEST));
    }
    if (magnitude < FLOAT_2_TO_MINUS_14) {
      // The last bit of 0.5f is worth 2^-24, as is that of a subnormal half: the sum is rounded
      // where the half has to be, by the floating-point unit.
      float rounded = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(0.5f));
    }
    // Adds just under half of the last bit kept, or exactly half where that bit is odd; a carry
    // goes to the exponent, as it should.
    int odd = magnitude >>> DROPPED_BITS & 1;
    int rounded = magnitude - REBIAS + (1 << (DROPPED_BITS - 1)) - 1 + odd;
    return (short) (sign | rounded >>> DROPPED_BITS);
  }

  /** The float that a half is, exactly. */
  static float toFloat(short half) {
    int sign = (half & SIGN) << 16;
    int magnitude = half & MAGNITUDE;
    if (magnitude >= INFINITY) {
      return Float.intBitsToFloat(sign | FLOAT_INFINITY | magnitude << DROPPED_BITS);
    }
    // The product is exact, and makes a normal float of a subnormal half too.
    float scaled = Float.intBitsToFloat(magnitude << DROPPED_BITS) * 0x1p112f;
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(scaled));
  }

  static void write(float[] values, int from, int to, ByteBuffer out) {
    ShortBuffer halves = out.asShortBuffer();
    short[] batch = new short[BATCH];
    for (int at = from; at < to; at += BATCH) {
      int count = Math.min(BATCH, to - at);
      for (int i = 0; i < count; i++) {
        batch[i] = toHalf(values[at + i]);
      }
      halves.put(batch, 0, count);
    }
  }

  static void read(ByteBuffer in, int count, float[] values) {
    ShortBuffer halves = in.asShortBuffer();
    short[] batch = new short[BATCH];
    for (int at = 0; at < count; at += BATCH) {
      int step = Math.min(BATCH, count - at);
      halves.get(batch, 0, step);
      for (int i = 0; i < step; i++) {
        values[at + i] = toFloat(batch[i]);
      }
    }
  }
}
