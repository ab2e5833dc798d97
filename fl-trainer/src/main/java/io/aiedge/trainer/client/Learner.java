package io.aiedge.trainer.client;

import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.util.function.BooleanSupplier;

/**
 * A model on this machine and the rows it learns from, as the client needs them. For one thread.
 */
interface Learner extends AutoCloseable {
  /** What it trains on, such as CPU or GPU 0. */
  String device();

  /** Training rows. */
  int samples();

  /** Held-out rows. */
  int heldOutSamples();

  /** Takes the weights of a version. */
  void set(BaseVersion version);

  /** How the weights do on the held-out rows. */
  Evaluation evaluate();

  /**
   * Trains from the weights as they are.
   *
   * @param goOn asked before each step; training ends where it says no
   */
  Outcome train(int round, BooleanSupplier goOn);

  /** The weights as they are, to be closed by the caller. */
  Weights weights();

  @Override
  void close();
}
