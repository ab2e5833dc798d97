package io.aiedge.trainer.tensorflow;

import static io.aiedge.trainer.keras.KerasModel.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Optimizer;
import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.keras.KerasModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableModelIT {
  private static final KerasModel MODEL =
      KerasModel.of(
          List.of(3),
          Loss.CATEGORICAL_CROSSENTROPY,
          new Optimizer.Sgd(),
          layer("Dense", "name", "a", "units", 4, "activation", "relu"),
          layer("Dense", "name", "b", "units", 2, "activation", "softmax"));
  private static final Samples ROWS =
      new Samples(List.of(3), new float[] {1, 2, 3, 4, 5, 6}, new Labels.Classes(new int[] {0, 1}));

  @TempDir Path folder;

  private static float[] counted() {
    float[] weights = new float[26];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i / 100f;
    }
    return weights;
  }

  @Test
  void weightsComeOutAsTheyWentIn() {
    try (TrainableModel model = MODEL.openIn(folder)) {
      model.setWeights(counted());

      try (WeightsView weights = model.weights()) {
        assertThat(weights.count()).isEqualTo(26);
        assertThat(weights.toArray()).isEqualTo(counted());
        float[] part = new float[9];
        weights.copy(10, 9, part);
        assertThat(part).isEqualTo(Arrays.copyOfRange(counted(), 10, 19));
        assertThatThrownBy(() -> weights.copy(20, 7, part))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void weightsAreReadFromTheRestOfABuffer() {
    try (TrainableModel model = MODEL.openIn(folder)) {
      FloatBuffer buffer = FloatBuffer.allocate(30);
      buffer.position(4).put(counted()).position(4);

      model.setWeights(buffer);

      assertThat(buffer.hasRemaining()).isFalse();
      try (WeightsView weights = model.weights()) {
        assertThat(weights.toArray()).isEqualTo(counted());
      }
    }
  }

  @Test
  void aViewOfWeightsIsNotChangedByLaterSteps() {
    try (TrainableModel model = MODEL.openIn(folder);
        Batch batch = model.batch(2)) {
      model.setWeights(counted());
      batch.fill(ROWS, new int[] {0, 1}, 0);
      try (WeightsView before = model.weights()) {
        model.step(batch, 0.5f, 0);

        assertThat(before.toArray()).isEqualTo(counted());
        try (WeightsView after = model.weights()) {
          assertThat(after.toArray()).isNotEqualTo(counted());
        }
      }
    }
  }

  @Test
  void tooFewWeightsAreRefused() {
    try (TrainableModel model = MODEL.openIn(folder)) {
      assertThatThrownBy(() -> model.setWeights(new float[25]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("25 weights for a model of 26");
    }
  }

  @Test
  void itSaysWhatItComputesOn() {
    try (TrainableModel model = MODEL.openIn(folder)) {
      assertThat(model.device()).isEqualTo("CPU, 1 thread");
    }
  }

  @Test
  void itsContractSaysWhyRowsDoNotFit() {
    try (TrainableModel model = MODEL.openIn(folder)) {
      ModelContract contract = model.contract();

      assertThat(contract.mismatch(ROWS)).isEmpty();
      assertThat(contract.mismatch(ROWS.at(new int[] {1, 1, 0}))).isEmpty();
      assertThat(
              contract.mismatch(
                  new Samples(List.of(2), new float[] {1, 2}, new Labels.Classes(new int[] {0}))))
          .hasValue("a row has 2 features of shape [2], but the model takes 3 of shape [3]");
      assertThat(
              contract.mismatch(
                  new Samples(
                      List.of(3), new float[] {1, 2, 3}, new Labels.Classes(new int[] {2}))))
          .hasValue("there is a row of class 2, but the model knows 2 classes, counted from 0");
      assertThat(
              contract.mismatch(
                  new Samples(
                      List.of(3), new float[] {1, 2, 3}, new Labels.Values(new float[] {1}, 1))))
          .hasValue("the labels are numbers, but the model takes classes");
    }
  }
}
