package io.aiedge.core.architecture;

import static io.aiedge.core.architecture.Models.accepted;
import static io.aiedge.core.architecture.Models.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KerasTrainingTest {
  private static Architecture ending(int units, String activation) {
    return accepted(
        List.of(4), layer("Dense", "name", "out", "units", units, "activation", activation));
  }

  private static Training read(Map<String, ?> json, Architecture architecture) {
    return ((Reading.Accepted<Training>) KerasTraining.read(json, architecture)).value();
  }

  private static String refused(Map<String, ?> json, Architecture architecture) {
    return ((Reading.Rejected<Training>) KerasTraining.read(json, architecture)).message();
  }

  @Test
  void namesAloneAreEnough() {
    assertThat(
            read(
                Map.of("loss", "sparse_categorical_crossentropy", "optimizer", "adam"),
                ending(3, "softmax")))
        .isEqualTo(
            new Training(Loss.CATEGORICAL_CROSSENTROPY, new Optimizer.Adam(0.9, 0.999, 1e-7)));
  }

  @Test
  void optionsOfTheOptimizerAreRead() {
    Map<String, ?> nesterov =
        Map.of(
            "class_name",
            "SGD",
            "config",
            Map.of("learning_rate", 0.1, "momentum", 0.8, "nesterov", true));

    assertThat(read(Map.of("loss", "mse", "optimizer", nesterov), ending(2, "tanh")))
        .isEqualTo(new Training(Loss.MEAN_SQUARED_ERROR, new Optimizer.Momentum(0.8, true)));
    assertThat(
            read(Map.of("loss", "binary_crossentropy", "optimizer", "SGD"), ending(1, "sigmoid")))
        .isEqualTo(new Training(Loss.BINARY_CROSSENTROPY, new Optimizer.Sgd()));
  }

  @Test
  void whatIsNotSupportedIsRefused() {
    Architecture model = ending(3, "softmax");
    String loss = "categorical_crossentropy";

    assertThat(refused(Map.of("loss", "hinge", "optimizer", "sgd"), model))
        .startsWith("training: loss = hinge is not supported, only categorical_crossentropy");
    assertThat(refused(Map.of("loss", loss, "optimizer", "ftrl"), model))
        .startsWith("training: optimizer = ftrl is not supported");
    assertThat(refused(Map.of("optimizer", "sgd"), model)).startsWith("training: loss is missing");
    assertThat(
            refused(
                Map.of(
                    "loss",
                    loss,
                    "optimizer",
                    Map.of("class_name", "Adam", "config", Map.of("clipnorm", 1))),
                model))
        .isEqualTo("training, optimizer: the option clipnorm = 1 is not supported; leave it out");
    assertThat(
            refused(
                Map.of(
                    "loss",
                    loss,
                    "optimizer",
                    Map.of("class_name", "Adam", "config", Map.of("beta_1", 1))),
                model))
        .isEqualTo("optimizer: beta_1 = 1.0; give a number from 0, below 1");
  }

  @Test
  void aLossThatDoesNotFitTheEndOfTheModelIsRefused() {
    String categorical = "categorical_crossentropy";

    assertThat(refused(Map.of("loss", categorical, "optimizer", "sgd"), ending(3, "sigmoid")))
        .contains("out:")
        .contains("SOFTMAX")
        .contains("SIGMOID");
    assertThat(refused(Map.of("loss", categorical, "optimizer", "sgd"), ending(1, "softmax")))
        .startsWith("out: CATEGORICAL_CROSSENTROPY needs at least 2 outputs");
    assertThat(
            refused(
                Map.of("loss", "binary_crossentropy", "optimizer", "sgd"), ending(2, "sigmoid")))
        .startsWith("out: BINARY_CROSSENTROPY needs 1 output, but there are 2");
    assertThat(
            refused(
                Map.of("loss", categorical, "optimizer", "sgd"),
                accepted(
                    List.of(4),
                    layer("Dense", "units", 3, "activation", "softmax", "name", "early"),
                    layer("Dropout", "rate", 0.1))))
        .startsWith("early: ");
    assertThat(
            refused(
                Map.of("loss", "mse", "optimizer", "sgd"),
                accepted(List.of(4, 4), layer("Dense", "units", 3, "name", "flat"))))
        .isEqualTo("flat: the model ends with shape [4, 3]; put a Flatten at the end");
  }
}
