package io.aiedge.trainer.version;

/** Weights that are numbers in an array. */
public record ArrayWeights(float[] values) implements Weights {
  @Override
  public void copy(long from, float[] into) {
    System.arraycopy(values, (int) from, into, 0, into.length);
  }

  @Override
  public void close() {}
}
