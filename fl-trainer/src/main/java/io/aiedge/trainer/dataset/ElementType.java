package io.aiedge.trainer.dataset;

import java.nio.ByteBuffer;

/** Types of the numbers in array files, and how each becomes a float. */
enum ElementType {
  UNSIGNED_BYTE(1) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = Byte.toUnsignedInt(in.get());
      }
    }
  },
  BYTE(1) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = in.get();
      }
    }
  },
  SHORT(2) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = in.getShort();
      }
    }
  },
  INT(4) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = in.getInt();
      }
    }
  },
  LONG(8) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = in.getLong();
      }
    }
  },
  FLOAT(4) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = in.getFloat();
      }
    }
  },
  DOUBLE(8) {
    @Override
    void convert(ByteBuffer in, float[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = (float) in.getDouble();
      }
    }
  };

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** Reads {@code count} numbers in the buffer's byte order, rounded to floats. */
  abstract void convert(ByteBuffer in, float[] out, int at, int count);
}
