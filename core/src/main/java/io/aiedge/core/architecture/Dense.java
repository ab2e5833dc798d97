package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weighted sums over the last dimension.
 *
 * @param name of the layer
 * @param units sums made, at least 1
 * @param kernel {@code [in, units]}
 * @param bias {@code [units]}, if there is one
 * @param activation applied at the end
 */
public record Dense(
    String name, int units, Parameter kernel, Optional<Parameter> bias, Activation activation)
    implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    List<Integer> output = new ArrayList<>(input);
    output.set(output.size() - 1, units);
    return List.copyOf(output);
  }

  @Override
  public List<Weight> weights(List<Integer> input) {
    List<Weight> weights = new ArrayList<>();
    weights.add(kernel.weight(name, "kernel", List.of(Shapes.last(input), units)));
    bias.ifPresent(there -> weights.add(there.weight(name, "bias", List.of(units))));
    return weights;
  }
}
