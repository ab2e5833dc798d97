package io.aiedge.core.architecture;

import java.util.List;

/**
 * Keras's {@code MaxPooling2D} and {@code AveragePooling2D}.
 *
 * @param name of the layer
 * @param average whether a window gives its mean, else its largest value; places outside of the
 *     image count for neither
 * @param window that moves over the image
 */
public record Pooling(String name, boolean average, Window window) implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    Shapes.requireImage(name, input);
    return window.over(name, input, input.get(2));
  }
}
