package io.aiedge.core.architecture;

import java.util.List;

/**
 * Keras's {@code GlobalAveragePooling2D}: the mean of each channel over the whole image.
 *
 * @param name of the layer
 * @param keepDimensions whether the result is still an image, of one row and one column
 */
public record GlobalAveragePooling(String name, boolean keepDimensions) implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    Shapes.requireImage(name, input);
    return keepDimensions ? List.of(1, 1, input.get(2)) : List.of(input.get(2));
  }
}
