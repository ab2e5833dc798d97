package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A sequence of layers whose shapes fit. The weights have one order, that of the layers and within
 * a layer that of Keras, in which they are laid end to end wherever a model is one vector.
 */
public final class Architecture {
  /** Weights a model can have at most: 2 GiB of float32, so that one buffer holds them. */
  public static final long MAX_PARAMETERS = (1L << 29) - 1;

  /**
   * A layer in its place.
   *
   * @param layer the layer
   * @param input shape of one row before it
   * @param output shape of one row after it
   * @param weights of the layer
   */
  public record Stage(
      Layer layer, List<Integer> input, List<Integer> output, List<Weight> weights) {
    public Stage {
      input = List.copyOf(input);
      output = List.copyOf(output);
      weights = List.copyOf(weights);
    }
  }

  private final List<Integer> inputShape;
  private final List<Stage> stages;
  private final List<Weight> weights;

  private Architecture(List<Integer> inputShape, List<Stage> stages) {
    this.inputShape = List.copyOf(inputShape);
    this.stages = List.copyOf(stages);
    this.weights = stages.stream().flatMap(stage -> stage.weights().stream()).toList();
  }

  /** Puts layers behind each other; a {@link Refusal} where one does not fit. */
  static Architecture of(List<Integer> inputShape, List<Layer> layers) {
    Set<String> names = new HashSet<>();
    List<Stage> stages = new ArrayList<>();
    List<Integer> shape = inputShape;
    long parameters = 0;
    for (Layer layer : layers) {
      if (!names.add(layer.name())) {
        throw new Refusal(layer.name(), "two layers have this name; give each its own");
      }
      try {
        List<Weight> weights = layer.weights(requireFits(layer, shape));
        for (Weight weight : weights) {
          parameters = Math.addExact(parameters, weight.elements());
        }
        List<Integer> output = layer.output(shape);
        stages.add(new Stage(layer, shape, output, weights));
        shape = output;
      } catch (ArithmeticException e) {
        throw new Refusal(layer.name(), "it makes a tensor too large to be counted");
      }
      if (parameters > MAX_PARAMETERS) {
        throw new Refusal(
            layer.name(),
            "with it the model has %d weights; at most %d are supported"
                .formatted(parameters, MAX_PARAMETERS));
      }
    }
    return new Architecture(inputShape, stages);
  }

  /** Lets the layer refuse the shape before its weights are counted. */
  private static List<Integer> requireFits(Layer layer, List<Integer> shape) {
    layer.output(shape);
    return shape;
  }

  /** Shape of one row of features. */
  public List<Integer> inputShape() {
    return inputShape;
  }

  /** The layers in their places, at least one. */
  public List<Stage> stages() {
    return stages;
  }

  /** Shape of what the last layer makes of one row. */
  public List<Integer> outputShape() {
    return stages.get(stages.size() - 1).output();
  }

  /** Numbers the last layer makes of one row. */
  public int outputWidth() {
    return Math.toIntExact(Shapes.elements(outputShape()));
  }

  /** All weights, in their order. */
  public List<Weight> weights() {
    return weights;
  }

  /** Numbers in all weights. */
  public long parameterCount() {
    return weights.stream().mapToLong(Weight::elements).sum();
  }

  /** Whether training draws random numbers. */
  public boolean hasDropout() {
    return stages.stream().anyMatch(stage -> stage.layer() instanceof Dropout d && d.rate() > 0);
  }
}
