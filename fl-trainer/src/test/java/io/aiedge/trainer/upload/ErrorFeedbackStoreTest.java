package io.aiedge.trainer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorFeedbackStoreTest {
  private static final ChunkLayout LAYOUT = new ChunkLayout(5, 2);

  @TempDir Path folder;

  private ErrorFeedbackStore store;

  @BeforeEach
  void open() {
    store = new ErrorFeedbackStore(folder.resolve("residuals"), LAYOUT);
  }

  @Test
  void nothingIsLeftBeforeTheFirstRound() {
    assertThat(left(1, OptionalInt.empty(), 0)).containsExactly(0, 0);
  }

  @Test
  void whatARoundLeftIsThereForTheNextAlsoAfterARestart() {
    keep(1, 0.5f);

    store = new ErrorFeedbackStore(folder.resolve("residuals"), LAYOUT);

    assertThat(left(2, OptionalInt.of(1), 1)).containsExactly(0.5f, 0.5f);
    assertThat(left(2, OptionalInt.of(1), 2)).containsExactly(0.5f);
  }

  @Test
  void whatWasNotKeptIsNotThere() {
    try (ErrorFeedbackStore.Residuals residuals = store.begin(1, OptionalInt.empty())) {
      residuals.write(0, new float[] {1, 1});
    }

    assertThat(left(2, OptionalInt.of(1), 0)).containsExactly(0, 0);
  }

  @Test
  void aRoundDoneAgainBeginsWithWhatItBeganWith() {
    keep(1, 0.5f);
    keep(2, 0.25f);

    assertThat(left(2, OptionalInt.of(1), 0)).containsExactly(0.5f, 0.5f);
  }

  @Test
  void whatIsOldIsForgotten() throws Exception {
    keep(1, 1);
    keep(2, 2);
    keep(3, 3);

    store.forgetBefore(2);

    try (var files = Files.list(folder.resolve("residuals"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("residual-2", "residual-3");
    }
  }

  private void keep(int round, float value) {
    try (ErrorFeedbackStore.Residuals residuals = store.begin(round, OptionalInt.empty())) {
      for (int chunk = 0; chunk < LAYOUT.chunkCount(); chunk++) {
        float[] left = new float[LAYOUT.elements(chunk)];
        Arrays.fill(left, value);
        residuals.write(chunk, left);
      }
      residuals.keep();
    }
  }

  private float[] left(int round, OptionalInt previous, int chunk) {
    try (ErrorFeedbackStore.Residuals residuals = store.begin(round, previous)) {
      return residuals.read(chunk);
    }
  }
}
