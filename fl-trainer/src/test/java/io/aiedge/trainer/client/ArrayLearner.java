package io.aiedge.trainer.client;

import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.ArrayWeights;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.time.Duration;
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
    version.weights().duplicate().get(weights);
  }

  @Override
  public Evaluation evaluate() {
    return new Evaluation(10, 7, 3.5);
  }

  @Override
  public Outcome train(int round, BooleanSupplier goOn) {
    timesTrained++;
    for (int i = 0; i < weights.length; i++) {
      if (!goOn.getAsBoolean()) {
        return new Outcome.Stopped(i);
      }
      weights[i] += change;
    }
    return new Outcome.Trained(SAMPLES, weights.length, 0.25, Duration.ofMillis(1));
  }

  @Override
  public Weights weights() {
    return new ArrayWeights(weights.clone());
  }

  @Override
  public void close() {
    closed = true;
  }
}
