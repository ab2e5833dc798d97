package io.aiedge.core.architecture;

import java.util.List;

/**
 * Zeroes values at random in training and scales up the others; does nothing otherwise.
 *
 * @param name of the layer
 * @param rate share of values zeroed, from 0 (included) to 1 (excluded)
 */
public record Dropout(String name, double rate) implements Layer {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new Refusal(name, "its rate is %s; give a number from 0, below 1".formatted(rate));
    }
  }

  @Override
  public List<Integer> output(List<Integer> input) {
    return input;
  }
}
