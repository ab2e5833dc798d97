package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras's {@code DepthwiseConv2D}: each channel of an image has filters of its own.
 *
 * @param name of the layer
 * @param multiplier filters of each channel, at least 1
 * @param window that moves over the image, by the same stride both ways
 * @param kernel {@code [height, width, in, multiplier]}
 * @param bias {@code [in * multiplier]}, if there is one
 * @param activation applied at the end
 */
public record DepthwiseConvolution(
    String name,
    int multiplier,
    Window window,
    Parameter kernel,
    Optional<Parameter> bias,
    Activation activation)
    implements Layer {
  public DepthwiseConvolution {
    if (window.rowStride() != window.columnStride()) {
      throw new Refusal(
          name, "its two strides differ; only the same stride both ways is supported");
    }
  }

  @Override
  public List<Integer> output(List<Integer> input) {
    Shapes.requireImage(name, input);
    return window.over(name, input, Math.multiplyExact(input.get(2), multiplier));
  }

  @Override
  public List<Weight> weights(List<Integer> input) {
    List<Weight> weights = new ArrayList<>();
    int channels = Shapes.last(input);
    List<Integer> shape = List.of(window.height(), window.width(), channels, multiplier);
    weights.add(kernel.weight(name, "depthwise_kernel", shape));
    bias.ifPresent(
        there ->
            weights.add(
                there.weight(name, "bias", List.of(Math.multiplyExact(channels, multiplier)))));
    return weights;
  }
}
