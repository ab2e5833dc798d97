package io.aiedge.trainer.client;

import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.util.function.BooleanSupplier;

/** A learner that leaves all to another one. */
class ForwardingLearner implements Learner {
  private final Learner inner;

  ForwardingLearner(Learner inner) {
    this.inner = inner;
  }

  @Override
  public String device() {
    return inner.device();
  }

  @Override
  public int samples() {
    return inner.samples();
  }

  @Override
  public int heldOutSamples() {
    return inner.heldOutSamples();
  }

  @Override
  public void set(BaseVersion version) {
    inner.set(version);
  }

  @Override
  public Evaluation evaluate() {
    return inner.evaluate();
  }

  @Override
  public Outcome train(int round, BooleanSupplier goOn) {
    return inner.train(round, goOn);
  }

  @Override
  public Weights weights() {
    return inner.weights();
  }

  @Override
  public void close() {
    inner.close();
  }
}
