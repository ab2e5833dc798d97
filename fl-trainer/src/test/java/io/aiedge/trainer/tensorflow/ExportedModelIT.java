package io.aiedge.trainer.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.keras.KerasModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

/** A model exported from Python by {@code export.py}, which stands beside it. */
class ExportedModelIT {
  private static final Samples ROW =
      new Samples(List.of(2), new float[] {2, 4}, new Labels.Classes(new int[] {1}));

  @TempDir Path folder;

  private static Path exported() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(ExportedModelIT.class.getResource("exported")).toURI());
  }

  @Test
  void itsContractIsRead() throws URISyntaxException {
    try (TrainableModel model = KerasModel.open(exported())) {
      assertThat(model.contract().rowShape()).containsExactly(2);
      assertThat(model.contract().classes()).hasValue(2);
      assertThat(model.contract().weights()).containsExactly(List.of(2, 1), List.of(1));
      assertThat(model.contract().proximal()).isFalse();
    }
  }

  @Test
  void itStartsWithItsOwnWeightsAndLearns() throws URISyntaxException {
    try (TrainableModel model = KerasModel.open(exported());
        Batch batch = model.batch(1)) {
      batch.fill(ROW, new int[] {0}, 0);
      // .5 * 2 - .25 * 4 + .1 = .1
      double loss = Math.log1p(Math.exp(-0.1));
      double slope = -1 / (1 + Math.exp(0.1));

      TrainableModel.Step step = model.step(batch, 0.5f, 0);

      assertThat((double) step.loss()).isEqualTo(loss, within(1e-6));
      assertThat(step.correct()).isEqualTo(1);
      try (WeightsView weights = model.weights()) {
        assertThat(weights.toArray())
            .containsExactly(
                new float[] {
                  (float) (0.5 - 0.5 * slope * 2),
                  (float) (-0.25 - 0.5 * slope * 4),
                  (float) (0.1 - 0.5 * slope)
                },
                within(1e-6f));
      }
    }
  }

  @Test
  void itIsWrittenWithOtherWeightsForServing() throws IOException, URISyntaxException {
    Path served = folder.resolve("served");

    ServableModel.write(exported(), new float[] {1, 2, 3}, served);

    try (SavedModelBundle bundle = SavedModelBundle.load(served.toString(), "serve");
        TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{10, 100}}))) {
      TFloat32 logits = (TFloat32) bundle.call(Map.of("x", x)).get("logits").orElseThrow();
      assertThat(logits.getFloat(0, 0)).isEqualTo(213);
    }
  }
}
