package io.aiedge.core.architecture;

import java.util.List;

/**
 * Gives the values of a row another shape.
 *
 * @param name of the layer
 * @param target dimensions of at least 1; one of them may be -1, which is then worked out
 */
public record Reshape(String name, List<Integer> target) implements Layer {
  public Reshape {
    target = List.copyOf(target);
    long open = target.stream().filter(dimension -> dimension == -1).count();
    if (target.isEmpty() || open > 1 || target.stream().anyMatch(d -> d < 1 && d != -1)) {
      throw new Refusal(
          name,
          "target_shape %s is not supported; give dimensions of at least 1, one of them may be -1"
              .formatted(target));
    }
  }

  @Override
  public List<Integer> output(List<Integer> input) {
    long have = Shapes.elements(input);
    long known = Math.abs(Shapes.elements(target));
    boolean open = target.contains(-1);
    if (open ? have % known != 0 : have != known) {
      throw new Refusal(
          name, "%d values of shape %s cannot take the shape %s".formatted(have, input, target));
    }
    return target.stream().map(d -> d == -1 ? Math.toIntExact(have / known) : d).toList();
  }
}
