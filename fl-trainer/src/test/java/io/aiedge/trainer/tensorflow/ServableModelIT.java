package io.aiedge.trainer.tensorflow;

import static io.aiedge.trainer.keras.KerasModel.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.trainer.keras.KerasModel;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

class ServableModelIT {
  private static final KerasModel MODEL =
      KerasModel.of(
          List.of(2),
          Loss.CATEGORICAL_CROSSENTROPY,
          new Optimizer.Adam(0.9, 0.999, 1e-7),
          layer("BatchNormalization", "name", "n", "epsilon", 1.0),
          layer("Dense", "name", "d", "units", 2, "activation", "softmax"));

  // gamma, beta, moving mean, moving variance, kernel, bias
  private static final float[] WEIGHTS = {1, 2, 0, 1, 1, 0, 3, 3, 1, -1, 0.5f, 2, 0.25f, -0.25f};

  @TempDir Path folder;

  @Test
  void tensorFlowItselfLoadsAndServesIt() throws IOException {
    Path served = folder.resolve("served");

    ServableModel.write(MODEL.writeTo(folder), WEIGHTS, served);

    try (SavedModelBundle bundle = SavedModelBundle.load(served.toString(), "serve");
        TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{3, -2}}))) {
      // (3 - 1) / 2 = 1 and 2 (-2 - 0) / 2 + 1 = -1; logits 1 - .5 + .25 and -1 - 2 - .25
      TFloat32 logits = (TFloat32) bundle.call(Map.of("x", x)).get("logits").orElseThrow();
      assertThat(logits.getFloat(0, 0)).isEqualTo(0.75f, within(1e-5f));
      assertThat(logits.getFloat(0, 1)).isEqualTo(-3.25f, within(1e-5f));
      TFloat32 output = (TFloat32) bundle.call(Map.of("x", x)).get("output").orElseThrow();
      assertThat((double) output.getFloat(0, 0)).isEqualTo(1 / (1 + Math.exp(-4)), within(1e-6));
    }
  }

  @Test
  void itCanBeTrainedOn() throws IOException {
    Path served = folder.resolve("served");
    ServableModel.write(MODEL.writeTo(folder), WEIGHTS, served);

    try (TrainableModel model = KerasModel.open(served);
        WeightsView weights = model.weights()) {
      assertThat(weights.toArray()).isEqualTo(WEIGHTS);
    }
  }

  @Test
  void nothingIsWrittenOverOrLeftHalfWritten() throws IOException {
    Path model = MODEL.writeTo(folder);
    Path served = folder.resolve("served");

    assertThatThrownBy(() -> ServableModel.write(model, new float[3], served))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 weights for a model of 14");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(model));
    Files.createDirectory(served);
    assertThatThrownBy(() -> ServableModel.write(model, WEIGHTS, served))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
