package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras's {@code Conv2D} on images with channels last.
 *
 * @param name of the layer
 * @param filters channels made, at least 1
 * @param window that moves over the image
 * @param kernel {@code [height, width, in, filters]}
 * @param bias {@code [filters]}, if there is one
 * @param activation applied at the end
 */
public record Convolution(
    String name,
    int filters,
    Window window,
    Parameter kernel,
    Optional<Parameter> bias,
    Activation activation)
    implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    return window.over(name, input, filters);
  }

  @Override
  public List<Weight> weights(List<Integer> input) {
    List<Weight> weights = new ArrayList<>();
    List<Integer> shape = List.of(window.height(), window.width(), Shapes.last(input), filters);
    weights.add(kernel.weight(name, "kernel", shape));
    bias.ifPresent(there -> weights.add(there.weight(name, "bias", List.of(filters))));
    return weights;
  }
}
