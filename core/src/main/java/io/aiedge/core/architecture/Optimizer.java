package io.aiedge.core.architecture;

/** How a step follows the gradient. The learning rate is the job's. */
public sealed interface Optimizer {
  /** {@code w -= rate g}. */
  record Sgd() implements Optimizer {}

  /**
   * {@code v = momentum v - rate g; w += v}, or with Nesterov {@code w += momentum v - rate g}, as
   * Keras's SGD.
   *
   * @param momentum above 0, below 1
   */
  record Momentum(double momentum, boolean nesterov) implements Optimizer {
    public Momentum {
      require("momentum", momentum, momentum > 0 && momentum < 1, "a number above 0, below 1");
    }
  }

  /**
   * Kingma and Ba 2015, with epsilon added as in the paper's section 2, last paragraph.
   *
   * @param beta1 decay of the first moment, 0 to 1 (excluded)
   * @param beta2 decay of the second moment, 0 to 1 (excluded)
   * @param epsilon above 0
   */
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    public Adam {
      require("beta_1", beta1, beta1 >= 0 && beta1 < 1, "a number from 0, below 1");
      require("beta_2", beta2, beta2 >= 0 && beta2 < 1, "a number from 0, below 1");
      require("epsilon", epsilon, epsilon > 0 && epsilon < 1, "a number above 0, below 1");
    }
  }

  private static void require(String name, double value, boolean holds, String allowed) {
    if (!holds) {
      throw new Refusal("optimizer", "%s = %s; give %s".formatted(name, value, allowed));
    }
  }
}
