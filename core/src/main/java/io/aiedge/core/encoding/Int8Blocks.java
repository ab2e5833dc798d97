package io.aiedge.core.encoding;

import java.nio.ByteBuffer;

/** Blocks of signed bytes with a scale each, symmetric around zero. */
final class Int8Blocks {
  /** Values in a block. */
  static final int VALUES = 256;

  private static final int STEPS = 127;
  private static final int MAGNITUDE = 0x7fff_ffff;

  /** Blocks that stay below are zeros: 127 divided by less would not be a float. */
  private static final int NEGLIGIBLE = Float.floatToRawIntBits(0x1p-100f);

  private Int8Blocks() {}

  static void write(float[] values, int from, int to, ByteBuffer out) {
    byte[] steps = new byte[VALUES];
    for (int at = from; at < to; at += VALUES) {
      int count = Math.min(VALUES, to - at);
      float largest = largest(values, at, count);
      out.putFloat(largest / STEPS);
      float inverse = largest > 0 ? STEPS / largest : 0;
      for (int i = 0; i < count; i++) {
        steps[i] = (byte) Math.rint(values[at + i] * inverse);
      }
      out.put(steps, 0, count);
    }
  }

  /** The largest magnitude; not finite if any value is not, 0 if negligible. */
  private static float largest(float[] values, int at, int count) {
    // For floats without their sign, the order of the bits is the order of the numbers, with
    // infinity and NaN on top.
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, Float.floatToRawIntBits(values[at + i]) & MAGNITUDE);
    }
    return most < NEGLIGIBLE ? 0 : Float.intBitsToFloat(most);
  }

  static void read(ByteBuffer in, int count, float[] values) {
    byte[] steps = new byte[VALUES];
    for (int at = 0; at < count; at += VALUES) {
      int block = Math.min(VALUES, count - at);
      float scale = in.getFloat();
      in.get(steps, 0, block);
      for (int i = 0; i < block; i++) {
        values[at + i] = scale * steps[i];
      }
    }
  }
}
