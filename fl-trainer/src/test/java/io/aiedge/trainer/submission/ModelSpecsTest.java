package io.aiedge.trainer.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpecsTest {
  private static final String MODEL =
      """
      {"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Dense", "config": {"name": "digit", "units": 10, "activation": "softmax",
          "batch_input_shape": [null, 64]}}]}}
      """;
  private static final String COMPILE =
      """
      {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd"}
      """;

  @Test
  void aModelIsSpecifiedWithItsFirstWeights() {
    SpecifiedModel.Ready ready = (SpecifiedModel.Ready) ModelSpecs.keras(MODEL, COMPILE, 100, 1);

    assertThat(ready.spec().getKind()).isEqualTo(ModelKind.KERAS);
    assertThat(ready.spec().getArchitecture()).isEqualTo(MODEL);
    assertThat(ready.spec().getParameters()).isEqualTo(650);
    assertThat(ready.spec().getChunkElements()).isEqualTo(100);
    assertThat(ready.weights()).hasSize(650);
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherOthers() {
    float[] one = ((SpecifiedModel.Ready) ModelSpecs.keras(MODEL, COMPILE, 100, 1)).weights();

    assertThat(((SpecifiedModel.Ready) ModelSpecs.keras(MODEL, COMPILE, 100, 1)).weights())
        .isEqualTo(one);
    assertThat(((SpecifiedModel.Ready) ModelSpecs.keras(MODEL, COMPILE, 100, 2)).weights())
        .isNotEqualTo(one);
  }

  @Test
  void aLayerThatIsNotSupportedIsNamed() {
    SpecifiedModel model = ModelSpecs.keras(MODEL.replace("Dense", "LSTM"), COMPILE, 100, 1);

    assertThat(model)
        .isInstanceOfSatisfying(
            SpecifiedModel.Rejected.class,
            rejected -> assertThat(rejected.message()).startsWith("digit: ").contains("LSTM"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "{\"loss\"|no JSON object at line 1",
        "[]|no JSON object at line 1, column 1",
        "null|it is null; give a JSON object",
        "{\"loss\": \"mse\", \"loss\": \"mse\"}|Duplicate",
      })
  void textThatIsNoJsonObjectIsRefusedWithThePlace(String compile, String reason) {
    SpecifiedModel model = ModelSpecs.keras(MODEL, compile, 100, 1);

    assertThat(model)
        .isInstanceOfSatisfying(
            SpecifiedModel.Rejected.class,
            rejected -> {
              assertThat(rejected.where()).isEqualTo("training");
              assertThat(rejected.reason()).contains(reason);
            });
  }
}
