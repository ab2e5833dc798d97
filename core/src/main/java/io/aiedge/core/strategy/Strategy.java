package io.aiedge.core.strategy;

/**
 * One step of the server's optimizer. Every weight is treated alike and on its own, so a model may
 * be stepped chunk by chunk, anywhere, with the same result. Results are the same bits on every
 * machine. Implementations are immutable and safe for use by several threads.
 */
public interface Strategy {
  /** Numbers that are remembered for each weight from step to step. */
  int slots();

  /** What a slot holds before the first step. */
  float initial(int slot);

  /**
   * Moves weights to the next version, and the slots with them, in place.
   *
   * @param weights the weights of the version before, of any length n
   * @param delta the average update: weights after local training less weights before; length n
   * @param slots {@link #slots()} arrays of length n; for the first step filled with {@link
   *     #initial}
   */
  void step(float[] weights, float[] delta, float[][] slots);
}
