package io.aiedge.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.event.fl.StrategyKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobFileTest {
  private static final String MODEL =
      "\"model\": {\"keras\": {\"class_name\": \"Sequential\"}, \"compile\": {\"loss\": \"mse\"}}";

  @Test
  void whatIsLeftOutHasItsDefault() {
    JobFile job =
        parse(
            """
            {"name": "a", "dataset": "d", %s,
             "training": {"learningRate": 0.1}, "rounds": {"rounds": 3}}
            """
                .formatted(MODEL));

    assertThat(job.training().getEpochs()).isEqualTo(1);
    assertThat(job.training().getLearningRate()).isEqualTo(0.1);
    assertThat(job.strategy().getKind()).isEqualTo(StrategyKind.FEDAVG);
    assertThat(job.rounds().getTargetAccuracy()).isNull();
  }

  @Test
  void aStrategyIsNamedInLowerCase() {
    JobFile job =
        parse(
            """
            {"name": "a", "dataset": "d", %s, "training": {"learningRate": 1},
             "strategy": {"kind": "fedadam"}, "rounds": {"rounds": 3, "targetAccuracy": 0.9}}
            """
                .formatted(MODEL));

    assertThat(job.strategy().getKind()).isEqualTo(StrategyKind.FEDADAM);
    assertThat(job.rounds().getTargetAccuracy()).isEqualTo(0.9);
  }

  @Test
  void anAdaptiveStrategyHasAShortStepWhereNoneIsGiven() {
    assertThat(strategy("\"kind\": \"fedyogi\"").strategy().getLearningRate()).isEqualTo(0.01);
    assertThat(strategy("\"kind\": \"fedavgm\"").strategy().getLearningRate()).isEqualTo(1);
    assertThat(
            strategy("\"kind\": \"fedadam\", \"learningRate\": 0.1").strategy().getLearningRate())
        .isEqualTo(0.1);
  }

  private static JobFile strategy(String fields) {
    return parse(
        """
        {"name": "a", "dataset": "d", %s, "training": {"learningRate": 1},
         "strategy": {%s}, "rounds": {"rounds": 3}}
        """
            .formatted(MODEL, fields));
  }

  @Test
  void aJobThatNeedsSomeClientsWaitsForThem() {
    JobFile job =
        parse(
            """
            {"name": "a", "dataset": "d", %s, "training": {"learningRate": 1},
             "rounds": {"rounds": 3, "minClients": 2}}
            """
                .formatted(MODEL));

    assertThat(job.rounds().getMinAvailable()).isEqualTo(2);
  }

  @Test
  void aSeedIsAWholeNumberAndAModelHasNothingElse() {
    String rest =
        "\"name\": \"a\", \"dataset\": \"d\", \"training\": {\"learningRate\": 1}, \"rounds\": {\"rounds\": 3}";
    assertThatThrownBy(() -> parse("{%s, %s, \"seed\": 1.5}".formatted(rest, MODEL)))
        .hasMessage("/seed is not allowed: give a whole number");
    assertThatThrownBy(
            () -> parse("{%s, \"model\": {\"savedModel\": \"m\", \"kera\": {}}}".formatted(rest)))
        .hasMessageStartingWith("/model with [kera, savedModel] is not allowed: give");
  }

  @Test
  void anUnknownFieldIsNamedWithThoseThatAreAllowed() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    {"name": "a", "dataset": "d", %s,
                     "training": {"learningRat": 0.1}, "rounds": {"rounds": 3}}
                    """
                        .formatted(MODEL)))
        .isInstanceOf(JobFileException.class)
        .hasMessageStartingWith("/training/learningRat is unknown: give one of [batchSize,");
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThatThrownBy(
            () ->
                parse(
                    "{\"name\": \"a\", \"dataset\": \"d\", %s, \"rounds\": {\"rounds\": 3}}"
                        .formatted(MODEL)))
        .hasMessageStartingWith("/training/learningRate is missing");
  }

  @Test
  void aWrongTypeIsNamed() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    {"name": "a", "dataset": "d", %s,
                     "training": {"learningRate": 1}, "rounds": {"rounds": "many"}}
                    """
                        .formatted(MODEL)))
        .hasMessage("/rounds/rounds is not allowed: give a whole number");
  }

  @Test
  void brokenJsonIsLocated() {
    assertThatThrownBy(() -> parse("{\n  \"name\": }"))
        .hasMessageStartingWith("not JSON at line 2, column");
  }

  private static JobFile parse(String text) {
    return JobFile.parse(text, Path.of("."));
  }
}
