package io.aiedge.trainer.client;

import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.dataset.Readable;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.tensorflow.WeightsView;
import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.training.Hyperparameters;
import io.aiedge.trainer.training.LocalTraining;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.util.function.BooleanSupplier;

/** A TensorFlow model that learns from a data set of this site. */
final class TensorFlowLearner implements Learner {
  private final TrainableModel model;
  private final Samples heldOut;
  private final int samples;
  private final LocalTraining training;

  /**
   * @param model is closed with this
   * @param data fits the model
   */
  TensorFlowLearner(TrainableModel model, Readable data, Hyperparameters hyperparameters) {
    this.model = model;
    this.heldOut = data.heldOut();
    this.samples = data.training().count();
    this.training = new LocalTraining(model, data.training(), hyperparameters);
  }

  @Override
  public String device() {
    return model.device();
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int heldOutSamples() {
    return heldOut.count();
  }

  @Override
  public void set(BaseVersion version) {
    model.setWeights(version.weights().duplicate());
  }

  @Override
  public Evaluation evaluate() {
    return Evaluation.of(model, heldOut);
  }

  @Override
  public Outcome train(int round, BooleanSupplier goOn) {
    return training.train(round, goOn);
  }

  @Override
  public Weights weights() {
    WeightsView view = model.weights();
    return new Weights() {
      @Override
      public void copy(long from, float[] into) {
        view.copy(from, into.length, into);
      }

      @Override
      public void close() {
        view.close();
      }
    };
  }

  @Override
  public void close() {
    model.close();
  }
}
