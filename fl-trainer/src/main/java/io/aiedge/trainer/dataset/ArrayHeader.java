package io.aiedge.trainer.dataset;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What stands before the numbers of an array file; they are in C order.
 *
 * @param type of the numbers
 * @param order of their bytes
 * @param rows first dimension of the array, at least 0
 * @param shape the other dimensions; {@code [1]} where there are none
 * @param width numbers in a row, at least 1
 */
record ArrayHeader(ElementType type, ByteOrder order, int rows, List<Integer> shape, int width) {
  ArrayHeader {
    shape = List.copyOf(shape);
  }

  static ArrayHeader of(DataFile file, ElementType type, ByteOrder order, List<Integer> dimensions)
      throws MalformedData {
    if (dimensions.isEmpty()) {
      throw MalformedData.in(file, "has no dimensions");
    }
    List<Integer> shape =
        dimensions.size() == 1 ? List.of(1) : dimensions.subList(1, dimensions.size());
    long width = 1;
    for (int dimension : shape) {
      width *= dimension;
      if (width < 1 || width > Integer.MAX_VALUE) {
        throw MalformedData.in(file, "its header says rows of shape %s", shape);
      }
    }
    return new ArrayHeader(type, order, dimensions.get(0), shape, (int) width);
  }
}
