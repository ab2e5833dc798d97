package io.aiedge.trainer.submission;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.InitialWeights;
import io.aiedge.core.architecture.Reading;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.trainer.specification.KerasModel;
import io.aiedge.trainer.tensorflow.Opening;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.tensorflow.WeightsView;
import java.nio.file.Files;
import java.nio.file.Path;

/** Specifies models for jobs: what no client could train is refused before anyone is asked to. */
public final class ModelSpecs {
  /** Values in a chunk of 960 KiB, which fits into a record of Kafka's default size. */
  public static final int USUAL_CHUNK_ELEMENTS = 245_760;

  private ModelSpecs() {}

  /**
   * A model that the clients build.
   *
   * @param architecture Keras {@code Sequential} JSON
   * @param training Keras-style JSON with loss and optimizer
   * @param chunkElements values in a chunk
   * @param seed of the first weights
   */
  public static SpecifiedModel keras(
      String architecture, String training, int chunkElements, long seed) {
    Reading<KerasModel> reading = KerasModel.read(architecture, training);
    if (reading instanceof Reading.Accepted<KerasModel> accepted) {
      Architecture layers = accepted.value().architecture();
      float[] weights = new float[Math.toIntExact(layers.parameterCount())];
      InitialWeights.fill(layers, seed, 0, weights);
      return new SpecifiedModel.Ready(
          ModelSpec.newBuilder()
              .setKind(ModelKind.KERAS)
              .setArchitecture(architecture)
              .setTraining(training)
              .setParameters(weights.length)
              .setChunkElements(chunkElements)
              .build(),
          weights);
    }
    Reading.Rejected<KerasModel> rejected = (Reading.Rejected<KerasModel>) reading;
    return new SpecifiedModel.Rejected(rejected.where(), rejected.reason());
  }

  /**
   * A model that is sent to the clients.
   *
   * @param folder a SavedModel that keeps the contract of trainable ones; its weights are the first
   *     where it has some
   * @param chunkElements values in a chunk
   * @param seed of the first weights where it has none
   */
  public static SpecifiedModel savedModel(Path folder, int chunkElements, long seed) {
    Opening opening = TrainableModel.open(folder, TensorFlowSettings.repeatable());
    if (opening instanceof Opening.Refused refused) {
      return new SpecifiedModel.Rejected(folder.toString(), refused.reason());
    }
    try (TrainableModel model = ((Opening.Opened) opening).model()) {
      if (!Files.exists(folder.resolve("variables/variables.index"))) {
        model.initialize(seed);
      }
      try (WeightsView weights = model.weights()) {
        return new SpecifiedModel.Ready(
            ModelSpec.newBuilder()
                .setKind(ModelKind.SAVED_MODEL)
                .setParameters(weights.count())
                .setChunkElements(chunkElements)
                .build(),
            weights.toArray());
      }
    }
  }
}
