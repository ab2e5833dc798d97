package io.aiedge.core.strategy;

/**
 * A strategy by name.
 *
 * @param kind which
 * @param learningRate step size of the server, above 0
 * @param momentum FEDAVGM: share of the last step that is kept, 0 to 1 (excluded)
 * @param beta1 adaptive strategies: decay of the first moment, 0 to 1 (excluded)
 * @param beta2 FEDADAM, FEDYOGI: decay of the second moment, 0 to 1 (excluded)
 * @param epsilon adaptive strategies: degree of adaptivity (tau in the paper), above 0
 */
public record StrategySettings(
    Kind kind, double learningRate, double momentum, double beta1, double beta2, double epsilon) {
  /** The strategies there are. */
  public enum Kind {
    FEDAVG(1),
    FEDAVGM(1),
    FEDADAGRAD(0.01),
    FEDADAM(0.01),
    FEDYOGI(0.01);

    private final double usualLearningRate;

    Kind(double usualLearningRate) {
      this.usualLearningRate = usualLearningRate;
    }

    /**
     * A step size to begin with. Adaptive strategies divide by the size of the steps, so 1 is far
     * too long for them: Reddi et al. tune between 0.001 and 0.1.
     */
    public double usualLearningRate() {
      return usualLearningRate;
    }
  }

  public StrategySettings {
    requirePositive("learningRate", learningRate);
    requirePositive("epsilon", epsilon);
    requireShare("momentum", momentum);
    requireShare("beta1", beta1);
    requireShare("beta2", beta2);
  }

  /** The strategy these settings describe. */
  public Strategy strategy() {
    return switch (kind) {
      case FEDAVG -> new FedAvg(learningRate);
      case FEDAVGM -> new FedAvgM(learningRate, momentum);
      case FEDADAGRAD -> adaptive((v, squared) -> v + squared);
      case FEDADAM -> adaptive((v, squared) -> beta2 * v + (1 - beta2) * squared);
      case FEDYOGI ->
          adaptive((v, squared) -> v - (1 - beta2) * squared * Math.signum(v - squared));
    };
  }

  private Strategy adaptive(Adaptive.SecondMoment secondMoment) {
    return new Adaptive(learningRate, beta1, epsilon, secondMoment);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "the strategy's %s is %s: give a number above 0".formatted(name, value));
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "the strategy's %s is %s: give a number from 0, below 1".formatted(name, value));
    }
  }
}
