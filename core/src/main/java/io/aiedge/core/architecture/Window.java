package io.aiedge.core.architecture;

import java.util.List;

/**
 * A window that moves over an image.
 *
 * @param height rows it covers, at least 1
 * @param width columns it covers, at least 1
 * @param rowStride rows it moves by, at least 1
 * @param columnStride columns it moves by, at least 1
 * @param padding what it does at the border
 */
public record Window(int height, int width, int rowStride, int columnStride, Padding padding) {
  public Window {
    if (height < 1 || width < 1 || rowStride < 1 || columnStride < 1) {
      throw new IllegalArgumentException("a window and its strides are at least 1");
    }
  }

  /**
   * Shape after the window was moved over an image.
   *
   * @param image height, width and channels
   * @param channels at each place of the window
   */
  List<Integer> over(String layer, List<Integer> image, int channels) {
    Shapes.requireImage(layer, image);
    int rows = padding.places(image.get(0), height, rowStride);
    int columns = padding.places(image.get(1), width, columnStride);
    if (rows == 0 || columns == 0) {
      throw new Refusal(
          layer,
          "its %d x %d window is larger than the image of shape %s that it gets; use a smaller window or padding \"same\""
              .formatted(height, width, image));
    }
    return List.of(rows, columns, channels);
  }
}
