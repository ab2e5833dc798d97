package io.aiedge.core.architecture;

import java.util.List;

/**
 * One tensor of a model, float32.
 *
 * @param name layer and role, such as {@code dense/kernel}
 * @param shape dimensions, in the order of Keras
 * @param trainable whether training follows its gradient; moving statistics are not trainable, but
 *     are part of the model like any other weight
 * @param initializer how its first values are drawn
 * @param l2 factor of the sum of its squares in the loss; 0 for none
 */
public record Weight(
    String name, List<Integer> shape, boolean trainable, Initializer initializer, double l2) {
  public Weight {
    shape = List.copyOf(shape);
  }

  /** Numbers in it. */
  public long elements() {
    return Shapes.elements(shape);
  }
}
