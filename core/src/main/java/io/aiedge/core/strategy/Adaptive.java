package io.aiedge.core.strategy;

/**
 * FedAdagrad, FedAdam and FedYogi (Reddi et al. 2021, "Adaptive Federated Optimization", algorithm
 * 2), which differ in the second moment only:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) delta
 * v = secondMoment(v, delta^2)
 * w = w + learningRate m / (sqrt(v) + tau)
 * </pre>
 *
 * <p>There is no correction of bias; {@code m} begins at 0 and {@code v} at tau squared.
 */
record Adaptive(double learningRate, double beta1, double tau, SecondMoment secondMoment)
    implements Strategy {
  /** The line of the algorithm in which the strategies differ. */
  @FunctionalInterface
  interface SecondMoment {
    double next(double v, double squaredDelta);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public float initial(int slot) {
    return slot == 0 ? 0 : (float) (tau * tau);
  }

  @Override
  public void step(float[] weights, float[] delta, float[][] slots) {
    float[] m = slots[0];
    float[] v = slots[1];
    for (int i = 0; i < weights.length; i++) {
      double d = delta[i];
      m[i] = (float) (beta1 * m[i] + (1 - beta1) * d);
      v[i] = (float) secondMoment.next(v[i], d * d);
      weights[i] = (float) (weights[i] + learningRate * m[i] / (Math.sqrt(v[i]) + tau));
    }
  }
}
