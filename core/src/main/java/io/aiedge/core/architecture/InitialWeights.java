package io.aiedge.core.architecture;

import java.util.List;

/**
 * The first weights of a model, drawn from a seed by a counter: each value depends only on the
 * seed, the place of its tensor and its own place, so any range can be made alone, in any order and
 * on any machine, with the same bits.
 *
 * <p>The bits are those of SplitMix64 (Steele, Lea and Flood 2014); normal values are made of them
 * by Box and Muller's method with {@link StrictMath}.
 */
public final class InitialWeights {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private InitialWeights() {}

  /**
   * Fills in weights of the vector that lays all tensors of a model end to end.
   *
   * @param offset the first weight wanted, from 0
   * @param out takes as many as it is long; the range must lie in the vector
   */
  public static void fill(Architecture architecture, long seed, long offset, float[] out) {
    if (offset < 0 || offset + out.length > architecture.parameterCount()) {
      throw new IndexOutOfBoundsException(
          "weights %d to %d of a model of %d"
              .formatted(offset, offset + out.length, architecture.parameterCount()));
    }
    List<Weight> weights = architecture.weights();
    long start = 0;
    for (int tensor = 0; tensor < weights.size(); tensor++) {
      Weight weight = weights.get(tensor);
      long end = start + weight.elements();
      long from = Math.max(start, offset);
      long to = Math.min(end, offset + out.length);
      long stream = mix(seed + GOLDEN * (tensor + 1));
      for (long i = from; i < to; i++) {
        out[(int) (i - offset)] =
            value(weight.initializer(), mix(stream + GOLDEN * (i - start + 1)));
      }
      start = end;
    }
  }

  private static float value(Initializer initializer, long stream) {
    if (initializer instanceof Initializer.Constant constant) {
      return constant.value();
    } else if (initializer instanceof Initializer.Uniform uniform) {
      return (float) (uniform.min() + (uniform.max() - uniform.min()) * uniform(stream, 1));
    } else if (initializer instanceof Initializer.Normal normal) {
      return (float) (normal.mean() + normal.deviation() * normal(stream, 1));
    } else if (initializer instanceof Initializer.TruncatedNormal cut) {
      return (float) (cut.mean() + cut.deviation() * truncated(stream));
    }
    throw new IllegalStateException("not resolved for a shape: " + initializer);
  }

  private static double truncated(long stream) {
    long draw = 1;
    double value = normal(stream, draw);
    while (Math.abs(value) > 2) {
      draw += 2;
      value = normal(stream, draw);
    }
    return value;
  }

  private static double normal(long stream, long draw) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(stream, draw)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(stream, draw + 1));
  }

  /** In the open interval (0, 1), in steps of 2^-53. */
  private static double uniform(long stream, long draw) {
    return ((mix(stream + GOLDEN * draw) >>> 11) + 0.5) * 0x1p-53;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
