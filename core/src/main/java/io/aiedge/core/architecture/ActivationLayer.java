package io.aiedge.core.architecture;

import java.util.List;

/**
 * Keras's {@code Activation}, {@code ReLU} and {@code Softmax}.
 *
 * @param name of the layer
 * @param activation the function
 */
public record ActivationLayer(String name, Activation activation) implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    return input;
  }
}
