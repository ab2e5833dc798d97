package io.aiedge.trainer.client;

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
  Evaluated evaluate();

  /**
   * Trains from the weights as they are.
   *
   * @param goOn asked before each step; training ends where it says no
   * @param stepped called after each step
   */
  Outcome train(int round, BooleanSupplier goOn, Runnable stepped);

  /**
   * Copies a part of the weights, laid end to end.
   *
   * @param from the first weight
   * @param count how many
   * @param into where to, from its front
   */
  void copyWeights(long from, int count, float[] into);

  @Override
  void close();

  /**
   * How weights do.
   *
   * @param samples rows
   * @param correct rows predicted right
   * @param lossSum sum of the losses over the rows
   */
  record Evaluated(long samples, long correct, double lossSum) {}

  /** How training ended. */
  sealed interface Outcome {
    /**
     * All epochs were run.
     *
     * @param loss mean over the steps
     * @param millis time spent
     */
    record Trained(double loss, long millis) implements Outcome {}

    /** Asked to stop. */
    record Stopped() implements Outcome {}

    /**
     * The loss is no number any more.
     *
     * @param reason for people
     */
    record Diverged(String reason) implements Outcome {}
  }
}
