package io.aiedge.trainer.tensorflow;

import java.nio.FloatBuffer;

/**
 * All weights of a model at one moment, in TensorFlow's memory and not copied: later steps do not
 * change what is seen here. To be closed soon, since a step taken meanwhile must copy.
 */
public final class WeightsView implements AutoCloseable {
  private final NativeTensor[] tensors;
  private final FloatBuffer[] values;
  private final long count;

  WeightsView(NativeTensor[] tensors) {
    this.tensors = tensors;
    this.values = new FloatBuffer[tensors.length];
    long total = 0;
    for (int i = 0; i < tensors.length; i++) {
      values[i] = tensors[i].floats();
      total += values[i].capacity();
    }
    this.count = total;
  }

  /** Numbers in all weights. */
  public long count() {
    return count;
  }

  /**
   * Copies a part of the vector that lays all weights end to end.
   *
   * @param from the first weight
   * @param length how many
   * @param into where to, from its front
   */
  public void copy(long from, int length, float[] into) {
    if (from < 0 || length < 0 || from + length > count || length > into.length) {
      throw new IndexOutOfBoundsException(
          "weights %d to %d of %d, into %d".formatted(from, from + length, count, into.length));
    }
    long start = 0;
    for (FloatBuffer tensor : values) {
      long end = start + tensor.capacity();
      long first = Math.max(start, from);
      long last = Math.min(end, from + length);
      if (first < last) {
        tensor.get((int) (first - start), into, (int) (first - from), (int) (last - first));
      }
      start = end;
    }
  }

  /** All weights, copied. */
  public float[] toArray() {
    float[] all = new float[Math.toIntExact(count)];
    copy(0, all.length, all);
    return all;
  }

  @Override
  public void close() {
    for (NativeTensor tensor : tensors) {
      tensor.close();
    }
  }
}
