package io.aiedge.core.architecture;

/** How the learning rate changes over the rounds of a job. The same on every machine. */
public sealed interface LearningRateSchedule {
  /**
   * The share of the first learning rate that holds in a round.
   *
   * @param round from 1
   */
  double factor(int round);

  /** Always the same. */
  record Constant() implements LearningRateSchedule {
    @Override
    public double factor(int round) {
      return 1;
    }
  }

  /**
   * Multiplied by {@code decay} after every {@code rounds} rounds.
   *
   * @param decay above 0, at most 1
   * @param rounds at least 1
   */
  record StepDecay(double decay, int rounds) implements LearningRateSchedule {
    public StepDecay {
      requireDecay(decay);
      requireRounds(rounds);
    }

    @Override
    public double factor(int round) {
      return StrictMath.pow(decay, (round - 1) / rounds);
    }
  }

  /**
   * Multiplied by {@code decay} after every round.
   *
   * @param decay above 0, at most 1
   */
  record Exponential(double decay) implements LearningRateSchedule {
    public Exponential {
      requireDecay(decay);
    }

    @Override
    public double factor(int round) {
      return StrictMath.pow(decay, round - 1);
    }
  }

  /**
   * From 1 towards 0 along half a cosine over the rounds of the job (Loshchilov and Hutter 2017,
   * equation 5, without restarts); the last round still learns.
   *
   * @param rounds of the job, at least 1
   */
  record Cosine(int rounds) implements LearningRateSchedule {
    public Cosine {
      requireRounds(rounds);
    }

    @Override
    public double factor(int round) {
      double done = Math.min(round - 1, rounds - 1) / (double) rounds;
      return (1 + StrictMath.cos(Math.PI * done)) / 2;
    }
  }

  private static void requireDecay(double decay) {
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          "the decay of the learning rate is %s: give a number above 0, at most 1"
              .formatted(decay));
    }
  }

  private static void requireRounds(int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "the learning rate changes over %s rounds: give at least 1".formatted(rounds));
    }
  }
}
