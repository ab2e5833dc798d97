package io.aiedge.trainer.tensorflow;

import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Room for a fixed number of rows in TensorFlow's memory, filled again for each step. For one
 * thread; to be closed.
 */
public final class Batch implements AutoCloseable {
  private final int rows;
  private final NativeTensor x;
  private final NativeTensor y;
  private final FloatBuffer features;
  private final FloatBuffer numbers;
  private final IntBuffer classes;

  Batch(ModelContract contract, int rows) {
    this.rows = rows;
    long[] shape = new long[contract.rowShape().size() + 1];
    shape[0] = rows;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = contract.rowShape().get(i - 1);
    }
    this.x = NativeTensor.ofFloats(shape);
    this.y =
        contract.labelWidth().isPresent()
            ? NativeTensor.ofFloats(rows, contract.labelWidth().getAsInt())
            : NativeTensor.ofInts(rows);
    this.features = x.floats();
    this.numbers = y.floats();
    this.classes = y.ints();
  }

  /** How many rows it holds. */
  public int rows() {
    return rows;
  }

  /**
   * Copies rows.
   *
   * @param samples rows that fit the model, see {@link ModelContract#mismatch}
   * @param order indices of rows
   * @param from where in {@code order} the first of them stands
   */
  public void fill(Samples samples, int[] order, int from) {
    int width = samples.width();
    features.clear();
    for (int i = 0; i < rows; i++) {
      features.put(samples.features(), order[from + i] * width, width);
    }
    if (samples.labels() instanceof Labels.Classes given) {
      for (int i = 0; i < rows; i++) {
        classes.put(i, given.values()[order[from + i]]);
      }
    } else if (samples.labels() instanceof Labels.Values given) {
      numbers.clear();
      for (int i = 0; i < rows; i++) {
        numbers.put(given.values(), order[from + i] * given.width(), given.width());
      }
    }
  }

  NativeTensor x() {
    return x;
  }

  NativeTensor y() {
    return y;
  }

  @Override
  public void close() {
    x.close();
    y.close();
  }
}
