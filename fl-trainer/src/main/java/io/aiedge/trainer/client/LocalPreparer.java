package io.aiedge.trainer.client;

import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.DatasetReading;
import io.aiedge.trainer.dataset.Readable;
import io.aiedge.trainer.dataset.Unreadable;
import io.aiedge.trainer.graph.ModelFiles;
import io.aiedge.trainer.tensorflow.Opening;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.training.Hyperparameters;
import io.aiedge.trainer.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Gets a TensorFlow model and a data set of this site ready. */
final class LocalPreparer implements Preparer {
  private final String client;
  private final Path datasets;
  private final TensorFlowSettings settings;
  private final ModelFiles files;

  /**
   * @param datasets folder of the site's data sets
   */
  LocalPreparer(String client, Path datasets, TensorFlowSettings settings, ModelFiles files) {
    this.client = client;
    this.datasets = datasets;
    this.settings = settings;
    this.files = files;
  }

  @Override
  public Preparation prepare(JobOpened opened) {
    DatasetReading reading = read(opened.getSpec().getDataset());
    if (reading instanceof Unreadable unreadable) {
      return new Preparation.Unfit(unreadable.reason());
    }
    Readable data = (Readable) reading;
    Hyperparameters hyperparameters;
    try {
      hyperparameters = TrainingTerms.of(opened.getSpec(), client);
    } catch (IllegalArgumentException e) {
      return new Preparation.Unfit("the job's training: " + e.getMessage());
    }
    Optional<String> fault = files.write(opened);
    if (fault.isPresent()) {
      return new Preparation.Unfit(fault.get());
    }
    Opening opening = TrainableModel.open(files.folder(), settings);
    if (opening instanceof Opening.Refused refused) {
      return new Preparation.Unfit("the model cannot be trained: " + refused.reason());
    }
    return together(opened.getSpec(), ((Opening.Opened) opening).model(), data, hyperparameters);
  }

  private DatasetReading read(String dataset) {
    try {
      return DatasetCatalog.open(datasets).read(dataset);
    } catch (IOException e) {
      return new Unreadable(
          "%s: the folder of data sets %s cannot be read: %s"
              .formatted(dataset, datasets, e.getMessage()));
    }
  }

  private static Preparation together(
      JobSpec spec, TrainableModel model, Readable data, Hyperparameters hyperparameters) {
    Optional<String> mismatch =
        parameters(spec, model)
            .or(() -> LocalTraining.mismatch(model, data.training(), hyperparameters))
            .or(() -> model.contract().mismatch(data.heldOut()));
    if (mismatch.isPresent()) {
      model.close();
      return new Preparation.Unfit(
          "data set %s and the model: %s".formatted(data.name(), mismatch.get()));
    }
    return new Preparation.Ready(new TensorFlowLearner(model, data, hyperparameters));
  }

  private static Optional<String> parameters(JobSpec spec, TrainableModel model) {
    long wanted = spec.getModel().getParameters();
    long found = model.contract().parameterCount();
    return wanted == found
        ? Optional.empty()
        : Optional.of("the model has %d weights, but the job says %d".formatted(found, wanted));
  }
}
