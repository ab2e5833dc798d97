package io.aiedge.core.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How floats are written. All numbers are little-endian, whatever the order of the buffers. */
public enum Encoding {
  /** Four bytes a value, exactly. */
  FLOAT32 {
    @Override
    public int encodedBytes(int count) {
      return Math.multiplyExact(count, Float.BYTES);
    }

    @Override
    void write(float[] values, int from, int to, ByteBuffer out) {
      out.asFloatBuffer().put(values, from, to - from);
    }

    @Override
    void read(ByteBuffer in, int count, float[] values) {
      in.asFloatBuffer().get(values, 0, count);
    }
  },

  /**
   * Two bytes a value: IEEE 754 binary16, rounded to nearest, ties to even. Off by at most 2^-11 of
   * the value, or 2^-25 below 2^-14; a finite value beyond 65504 becomes 65504 with its sign.
   */
  FLOAT16 {
    @Override
    public int encodedBytes(int count) {
      return Math.multiplyExact(count, Short.BYTES);
    }

    @Override
    void write(float[] values, int from, int to, ByteBuffer out) {
      HalfFloats.write(values, from, to, out);
    }

    @Override
    void read(ByteBuffer in, int count, float[] values) {
      HalfFloats.read(in, count, values);
    }
  },

  /**
   * About 1.016 bytes a value: blocks of 256 values (the last may have fewer), each a float scale,
   * the largest magnitude of the block divided by 127, and a signed byte a value, the multiple of
   * the scale nearest to it. Off by at most half the scale (and a rounding error of its product). A
   * block whose values are all below 2^-100 is written as zeros; one that holds a value that is not
   * finite is read as values that are not finite.
   */
  INT8 {
    @Override
    public int encodedBytes(int count) {
      int blocks = count / Int8Blocks.VALUES + (count % Int8Blocks.VALUES == 0 ? 0 : 1);
      return Math.addExact(count, Math.multiplyExact(blocks, Float.BYTES));
    }

    @Override
    void write(float[] values, int from, int to, ByteBuffer out) {
      Int8Blocks.write(values, from, to, out);
    }

    @Override
    void read(ByteBuffer in, int count, float[] values) {
      Int8Blocks.read(in, count, values);
    }
  };

  /**
   * Bytes that {@code count} values take.
   *
   * @throws ArithmeticException if they are too many for one buffer
   */
  public abstract int encodedBytes(int count);

  /** Writes to a little-endian buffer; its position is of no interest afterwards. */
  abstract void write(float[] values, int from, int to, ByteBuffer out);

  /** Reads from a little-endian buffer; its position is of no interest afterwards. */
  abstract void read(ByteBuffer in, int count, float[] values);

  /**
   * Writes the values from {@code from} (included) to {@code to} (excluded) and moves the buffer's
   * position behind them.
   *
   * @throws java.nio.BufferOverflowException if they do not fit
   */
  public void encode(float[] values, int from, int to, ByteBuffer out) {
    int end = out.position() + encodedBytes(to - from);
    write(values, from, to, out.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    out.position(end);
  }

  /**
   * Reads all that remains in the buffer as {@code count} values to the front of {@code values}.
   *
   * @throws IllegalArgumentException if what remains is not of the length of {@code count} values,
   *     or the array is too short
   */
  public void decode(ByteBuffer in, int count, float[] values) {
    if (count < 0 || count > values.length || in.remaining() != encodedBytes(count)) {
      throw new IllegalArgumentException(
          "%d bytes are not %d values as %s, or do not fit an array of %d"
              .formatted(in.remaining(), count, this, values.length));
    }
    read(in.duplicate().order(ByteOrder.LITTLE_ENDIAN), count, values);
    in.position(in.limit());
  }

  /**
   * What a reader of the buffer misses: each value less what it reads. Added to the values that are
   * sent next, nothing is lost for good (error feedback).
   *
   * @param payload the values, encoded; its position stays where it is
   * @param values what was encoded, in front of the array
   * @param residual takes the differences, in front; not the same array as {@code values}
   * @throws IllegalArgumentException as {@link #decode} does
   */
  public void residual(ByteBuffer payload, float[] values, int count, float[] residual) {
    decode(payload.duplicate(), count, residual);
    for (int i = 0; i < count; i++) {
      residual[i] = values[i] - residual[i];
    }
  }
}
