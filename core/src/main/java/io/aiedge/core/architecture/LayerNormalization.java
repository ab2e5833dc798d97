package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ba, Kiros and Hinton 2016, over the last dimension.
 *
 * @param name of the layer
 * @param epsilon added to the variance, above 0
 * @param gamma scale, if there is one
 * @param beta offset, if there is one
 */
public record LayerNormalization(
    String name, double epsilon, Optional<Parameter> gamma, Optional<Parameter> beta)
    implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    return input;
  }

  @Override
  public List<Weight> weights(List<Integer> input) {
    List<Integer> shape = List.of(Shapes.last(input));
    List<Weight> weights = new ArrayList<>();
    gamma.ifPresent(there -> weights.add(there.weight(name, "gamma", shape)));
    beta.ifPresent(there -> weights.add(there.weight(name, "beta", shape)));
    return weights;
  }
}
