package io.aiedge.core.architecture;

import java.util.List;

/**
 * Lays all values of a row in one dimension.
 *
 * @param name of the layer
 */
public record Flatten(String name) implements Layer {
  @Override
  public List<Integer> output(List<Integer> input) {
    return List.of(Math.toIntExact(Shapes.elements(input)));
  }
}
