package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ioffe and Szegedy 2015, over the last dimension. In training the statistics are those of the
 * batch, and the moving ones follow them; otherwise the moving ones are used.
 *
 * @param name of the layer
 * @param momentum share of the moving statistics that is kept in a step, 0 to 1 (excluded)
 * @param epsilon added to the variance, above 0
 * @param gamma scale, if there is one
 * @param beta offset, if there is one
 * @param movingMean how the moving mean starts
 * @param movingVariance how the moving variance starts
 */
public record BatchNormalization(
    String name,
    double momentum,
    double epsilon,
    Optional<Parameter> gamma,
    Optional<Parameter> beta,
    Initializer movingMean,
    Initializer movingVariance)
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
    weights.add(statistic("moving_mean", shape, movingMean));
    weights.add(statistic("moving_variance", shape, movingVariance));
    return weights;
  }

  private Weight statistic(String role, List<Integer> shape, Initializer initializer) {
    return new Weight(name + "/" + role, shape, false, initializer.resolved(shape), 0);
  }
}
