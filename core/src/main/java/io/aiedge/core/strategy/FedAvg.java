package io.aiedge.core.strategy;

/**
 * Federated averaging (McMahan et al. 2017, algorithm 1) with a step size at the server; 1 makes
 * the next version the average of the clients' models.
 */
record FedAvg(double learningRate) implements Strategy {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public float initial(int slot) {
    throw new IndexOutOfBoundsException(slot);
  }

  @Override
  public void step(float[] weights, float[] delta, float[][] slots) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] + learningRate * delta[i]);
    }
  }
}
