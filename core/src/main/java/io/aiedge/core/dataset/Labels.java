package io.aiedge.core.dataset;

import java.util.Arrays;

/** What is to be predicted, one entry a row. */
public sealed interface Labels {
  /** Number of rows. */
  int count();

  /** The rows at {@code indices}, in that order. */
  Labels at(int[] indices);

  /**
   * Classes counted from 0, one a row.
   *
   * @param values the class of each row, at least 0
   */
  record Classes(int[] values) implements Labels {
    /** The rows of each class up to the largest there is, ascending; none for a class not seen. */
    public int[][] rowsByClass() {
      int[] counts = new int[Arrays.stream(values).max().orElse(-1) + 1];
      for (int value : values) {
        counts[value]++;
      }
      int[][] rows = new int[counts.length][];
      Arrays.setAll(rows, i -> new int[counts[i]]);
      Arrays.fill(counts, 0);
      for (int row = 0; row < values.length; row++) {
        rows[values[row]][counts[values[row]]++] = row;
      }
      return rows;
    }

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public Classes at(int[] indices) {
      int[] picked = new int[indices.length];
      for (int i = 0; i < indices.length; i++) {
        picked[i] = values[indices[i]];
      }
      return new Classes(picked);
    }
  }

  /**
   * Numbers, {@code width} a row, for regression.
   *
   * @param values row after row
   * @param width numbers in a row, at least 1
   */
  record Values(float[] values, int width) implements Labels {
    public Values {
      if (width < 1 || values.length % width != 0) {
        throw new IllegalArgumentException(
            values.length + " numbers cannot be rows of " + width + " each");
      }
    }

    @Override
    public int count() {
      return values.length / width;
    }

    @Override
    public Values at(int[] indices) {
      float[] picked = new float[indices.length * width];
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(values, indices[i] * width, picked, i * width, width);
      }
      return new Values(picked, width);
    }
  }
}
