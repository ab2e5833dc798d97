package io.aiedge.core.architecture;

import java.util.List;

/** Shapes of one row, without the batch. */
final class Shapes {
  private Shapes() {}

  /** Numbers in a tensor of this shape. */
  static long elements(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The last dimension: channels of an image, features of a row. */
  static int last(List<Integer> shape) {
    return shape.get(shape.size() - 1);
  }

  static void requireImage(String layer, List<Integer> shape) {
    if (shape.size() != 3) {
      throw new Refusal(
          layer,
          "it needs height, width and channels, but gets shape %s; put a Reshape before it"
              .formatted(shape));
    }
  }
}
