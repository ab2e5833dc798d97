package io.aiedge.trainer.version;

/** The weights of a model at one moment. */
public interface Weights extends AutoCloseable {
  /**
   * Copies a part of the weights, laid end to end.
   *
   * @param from the first weight
   * @param into takes as many as it is long
   */
  void copy(long from, float[] into);

  @Override
  void close();
}
