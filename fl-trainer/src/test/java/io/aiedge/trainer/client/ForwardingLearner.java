package io.aiedge.trainer.client;

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
  public Evaluated evaluate() {
    return inner.evaluate();
  }

  @Override
  public Outcome train(int round, BooleanSupplier goOn, Runnable stepped) {
    return inner.train(round, goOn, stepped);
  }

  @Override
  public void copyWeights(long from, int count, float[] into) {
    inner.copyWeights(from, count, into);
  }

  @Override
  public void close() {
    inner.close();
  }
}
