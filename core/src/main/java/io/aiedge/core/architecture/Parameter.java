package io.aiedge.core.architecture;

import java.util.List;

/**
 * A kernel, bias, scale or offset of a layer: how it starts and how it is held small.
 *
 * @param initializer how its first values are drawn
 * @param l2 factor of the sum of its squares in the loss, at least 0
 */
public record Parameter(Initializer initializer, double l2) {
  Weight weight(String layer, String role, List<Integer> shape) {
    return new Weight(layer + "/" + role, shape, true, initializer.resolved(shape), l2);
  }
}
