package io.aiedge.trainer.dataset;

import java.util.Arrays;

/** Floats whose number is not known beforehand. */
final class FloatRows {
  private final Memory memory;
  private float[] values = new float[1 << 10];
  private int size;

  FloatRows(Memory memory) {
    this.memory = memory;
  }

  void add(DataFile file, float value) throws MalformedData {
    if (size == values.length) {
      long wanted = size + (long) (size >> 1);
      memory.require(file, wanted);
      values = Arrays.copyOf(values, (int) wanted);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  float[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
