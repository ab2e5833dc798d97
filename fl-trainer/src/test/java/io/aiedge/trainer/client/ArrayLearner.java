package io.aiedge.trainer.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BooleanSupplier;

/** A learner that adds a number to each weight. */
final class ArrayLearner implements Learner {
  static final int SAMPLES = 100;

  private final float[] weights;
  private final float change;
  int timesTrained;
  boolean closed;

  ArrayLearner(int parameters, float change) {
    this.weights = new float[parameters];
    this.change = change;
  }

  @Override
  public String device() {
    return "CPU";
  }

  @Override
  public int samples() {
    return SAMPLES;
  }

  @Override
  public int heldOutSamples() {
    return 10;
  }

  @Override
  public void set(BaseVersion version) {
    int at = 0;
    for (ByteBuffer chunk : version.chunks()) {
      var floats = chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      int count = floats.remaining();
      floats.get(weights, at, count);
      at += count;
    }
  }

  @Override
  public Evaluated evaluate() {
    return new Evaluated(10, 7, 3.5);
  }

  @Override
  public Outcome train(int round, BooleanSupplier goOn, Runnable stepped) {
    timesTrained++;
    for (int i = 0; i < weights.length; i++) {
      if (!goOn.getAsBoolean()) {
        return new Outcome.Stopped();
      }
      weights[i] += change;
      stepped.run();
    }
    return new Outcome.Trained(0.25, 1);
  }

  @Override
  public void copyWeights(long from, int count, float[] into) {
    System.arraycopy(weights, (int) from, into, 0, count);
  }

  @Override
  public void close() {
    closed = true;
  }
}
