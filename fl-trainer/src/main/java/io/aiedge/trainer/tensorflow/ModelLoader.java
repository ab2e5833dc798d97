package io.aiedge.trainer.tensorflow;

import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import java.nio.file.Path;
import org.tensorflow.exceptions.TensorFlowException;

/** Checks models and loads them into sessions. */
final class ModelLoader {
  private ModelLoader() {}

  static Opening load(Path directory, TensorFlowSettings settings) {
    ContractReading reading = ContractReading.of(directory);
    if (reading instanceof ContractReading.Broken broken) {
      return new Opening.Refused(broken.reason());
    }
    ModelContract contract = ((ContractReading.Kept) reading).contract();
    TensorFlowNatives.load();
    SavedModelBundle bundle;
    try {
      bundle =
          JavacppUtils.loadSavedModelBundle(
              directory.toString(), new String[] {"serve"}, settings.config(), null);
    } catch (TensorFlowException e) {
      return new Opening.Refused(
          "TensorFlow cannot load %s: %s".formatted(directory, e.getMessage()));
    }
    String device = Device.of(bundle.getSession(), settings);
    TrainableModel model = new TrainableModel(contract, bundle, device);
    model.resetOptimizer();
    return new Opening.Opened(model);
  }
}
