package io.aiedge.core.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Rows in memory. The arrays are shared, not copied: do not write to them.
 *
 * @param shape dimensions of one row's features, such as {@code [64]} or {@code [28, 28]}
 * @param features row after row, each row in C order
 * @param labels one entry a row
 */
public record Samples(List<Integer> shape, float[] features, Labels labels) {
  public Samples {
    shape = List.copyOf(shape);
    if (features.length != (long) labels.count() * width(shape)) {
      throw new IllegalArgumentException(
          "%d numbers are not %d rows of shape %s"
              .formatted(features.length, labels.count(), shape));
    }
  }

  private static int width(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }

  /** Number of rows. */
  public int count() {
    return labels.count();
  }

  /** Numbers in one row. */
  public int width() {
    return width(shape);
  }

  /** The rows at {@code indices}, in that order, as a copy. */
  public Samples at(int[] indices) {
    int width = width();
    float[] picked = new float[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(features, indices[i] * width, picked, i * width, width);
    }
    return new Samples(shape, picked, labels.at(indices));
  }

  /** The rows from {@code from} (included) to {@code to} (excluded), as a copy. */
  public Samples range(int from, int to) {
    int[] indices = new int[to - from];
    Arrays.setAll(indices, i -> from + i);
    return at(indices);
  }
}
