package io.aiedge.demo;

import io.aiedge.client.job.JobFile;
import io.aiedge.core.architecture.LearningRateSchedule;
import io.aiedge.core.architecture.Reading;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.DatasetReading;
import io.aiedge.trainer.dataset.Unreadable;
import io.aiedge.trainer.keras.SavedModelBuilder;
import io.aiedge.trainer.specification.KerasModel;
import io.aiedge.trainer.submission.ModelSpecs;
import io.aiedge.trainer.submission.SpecifiedModel;
import io.aiedge.trainer.tensorflow.Opening;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.training.Hyperparameters;
import io.aiedge.trainer.training.LocalTraining;
import io.aiedge.trainer.training.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the same model, from the same first weights and with as many passes over the rows, learns at
 * each cluster alone and from all rows in one place; all of them judged by the common test rows.
 */
final class Comparison {
  static final String TEST = "test";
  static final String CENTRAL = "central";

  private final Scenario scenario;
  private final JobFile job;
  private final Path folder;
  private final Samples test;
  private final float[] first;

  private Comparison(Scenario scenario, JobFile job, Path folder, Samples test, float[] first) {
    this.scenario = scenario;
    this.job = job;
    this.folder = folder;
    this.test = test;
    this.first = first;
  }

  /**
   * Gets ready.
   *
   * @param folder with a folder of declared rows for each cluster, for the centre and the test
   */
  static Comparison of(Scenario scenario, JobFile job, Path folder) throws IOException {
    JobFile.Model.Keras keras = (JobFile.Model.Keras) job.model();
    SpecifiedModel model =
        ModelSpecs.keras(
            keras.architecture(), keras.compile(), ModelSpecs.USUAL_CHUNK_ELEMENTS, job.seed());
    if (!(model instanceof SpecifiedModel.Ready ready)) {
      throw new IllegalStateException("the demo's own model is refused: " + model);
    }
    if (!(KerasModel.read(keras.architecture(), keras.compile())
        instanceof Reading.Accepted<KerasModel> read)) {
      throw new IllegalStateException("the demo's own model is refused");
    }
    SavedModelBuilder.write(
        read.value().architecture(), read.value().training(), folder.resolve("model"));
    return new Comparison(
        scenario, job, folder, rows(scenario, folder.resolve(TEST)), ready.weights());
  }

  private static Samples rows(Scenario scenario, Path part) throws IOException {
    DatasetReading reading = DatasetCatalog.open(part).read(scenario.dataset());
    if (reading instanceof io.aiedge.trainer.dataset.Readable readable) {
      return readable.training();
    }
    throw new IllegalStateException(((Unreadable) reading).reason());
  }

  int testRows() {
    return test.count();
  }

  /** Accuracy of each cluster trained alone, by its path. */
  Map<String, Double> alone() throws IOException {
    Map<String, Double> found = new LinkedHashMap<>();
    for (String cluster : scenario.clusters()) {
      found.put(cluster, trained(rows(scenario, folder.resolve(cluster))));
    }
    return found;
  }

  /** Accuracy of training on all rows in one place. */
  double central() throws IOException {
    return trained(rows(scenario, folder.resolve(CENTRAL)));
  }

  /** Accuracy of these weights. */
  double accuracy(float[] weights) {
    try (TrainableModel model = open()) {
      model.setWeights(weights);
      return Evaluation.of(model, test).accuracy();
    }
  }

  private double trained(Samples rows) {
    Hyperparameters settings =
        new Hyperparameters(
            job.training().getEpochs(),
            job.training().getBatchSize(),
            job.training().getLearningRate(),
            new LearningRateSchedule.Constant(),
            0,
            job.training().getSeed());
    try (TrainableModel model = open()) {
      model.setWeights(first);
      LocalTraining training = new LocalTraining(model, rows, settings);
      for (int round = 1; round <= job.rounds().getRounds(); round++) {
        if (training.train(round, () -> true) instanceof Outcome.Diverged diverged) {
          throw new IllegalStateException(diverged.reason());
        }
      }
      return Evaluation.of(model, test).accuracy();
    }
  }

  private TrainableModel open() {
    Opening opening = TrainableModel.open(folder.resolve("model"), TensorFlowSettings.repeatable());
    if (opening instanceof Opening.Opened opened) {
      return opened.model();
    }
    throw new IllegalStateException(((Opening.Refused) opening).reason());
  }
}
