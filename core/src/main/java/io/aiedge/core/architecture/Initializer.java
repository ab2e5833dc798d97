package io.aiedge.core.architecture;

import java.util.List;

/** How the first values of a weight are drawn. */
public sealed interface Initializer {
  /** All the same. */
  record Constant(float value) implements Initializer {}

  /** Uniform from {@code min} to {@code max}. */
  record Uniform(double min, double max) implements Initializer {}

  /** Normal. */
  record Normal(double mean, double deviation) implements Initializer {}

  /** Normal, drawn again where it is more than two deviations from the mean. */
  record TruncatedNormal(double mean, double deviation) implements Initializer {}

  /**
   * With a variance of {@code scale / fan}, where the fan is the number of inputs of a unit, or the
   * mean of inputs and outputs: {@code (2, false)} is He et al. 2015, {@code (1, true)} Glorot and
   * Bengio 2010, {@code (1, false)} LeCun et al. 1998.
   *
   * @param scale above 0
   * @param averaged whether the fan is the mean of inputs and outputs
   * @param uniform whether values are uniform, else truncated normal
   */
  record VarianceScaling(double scale, boolean averaged, boolean uniform) implements Initializer {}

  /** Deviation of a standard normal cut off at two. */
  double TRUNCATED_DEVIATION = 0.87962566103423978;

  /** Zeros. */
  Initializer ZEROS = new Constant(0);

  /** Ones. */
  Initializer ONES = new Constant(1);

  /** What this draws from for a weight of the given shape: never a {@link VarianceScaling}. */
  default Initializer resolved(List<Integer> shape) {
    if (this instanceof VarianceScaling scaling) {
      double fan = fan(shape, scaling.averaged());
      double variance = scaling.scale() / Math.max(1, fan);
      if (scaling.uniform()) {
        double limit = Math.sqrt(3 * variance);
        return new Uniform(-limit, limit);
      }
      return new TruncatedNormal(0, Math.sqrt(variance) / TRUNCATED_DEVIATION);
    }
    return this;
  }

  private static double fan(List<Integer> shape, boolean averaged) {
    int rank = shape.size();
    if (rank < 2) {
      return Shapes.elements(shape);
    }
    long field = Shapes.elements(shape.subList(0, rank - 2));
    double in = (double) field * shape.get(rank - 2);
    double out = (double) field * shape.get(rank - 1);
    return averaged ? (in + out) / 2 : in;
  }
}
