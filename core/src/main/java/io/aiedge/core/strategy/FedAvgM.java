package io.aiedge.core.strategy;

/**
 * Federated averaging with momentum at the server (Hsu, Qi and Brown 2019, section 4.3): {@code m =
 * momentum m + delta; w = w + learningRate m}.
 */
record FedAvgM(double learningRate, double momentum) implements Strategy {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public float initial(int slot) {
    return 0;
  }

  @Override
  public void step(float[] weights, float[] delta, float[][] slots) {
    float[] m = slots[0];
    for (int i = 0; i < weights.length; i++) {
      m[i] = (float) (momentum * m[i] + delta[i]);
      weights[i] = (float) (weights[i] + learningRate * m[i]);
    }
  }
}
