package io.aiedge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.client.job.JobFile;
import io.aiedge.core.strategy.StrategySettings.Kind;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class JobFilesPageTest {
  private static final Path PAGE = Path.of("../docs/job-files.md");

  /** Default and meaning of what stands at the top of a job file. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "name",
          "must be given | A name for people; the job's identity is its first 32 characters and the time.",
          "dataset",
          "must be given | The [data set](datasets.md) that clusters must hold to take part.",
          "model",
          "must be given | `keras` and `compile`, both as objects, or `savedModel`, a folder relative to the job file: see [models](models.md).",
          "training",
          "must be given | What each client does in a round.",
          "strategy",
          "`{}` | How the cloud averages.",
          "rounds",
          "must be given | How rounds are run.",
          "seed",
          "`0` | Seed of the first weights and of the choice of clients.");

  @Test
  void thePageNamesEveryField() throws IOException {
    String page = page();
    if (Boolean.getBoolean("aiedge.renew")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/job-files.md; renew it with"
                + " mvn -pl launcher -am test -Dtest=JobFilesPageTest -Daiedge.renew=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(page);
  }

  private static String page() {
    assertThat(JobFile.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .containsExactlyInAnyOrderElementsOf(FIELDS.keySet());
    StringBuilder page =
        new StringBuilder(
            """
            # Job files

            What `./aiedge jobs submit FILE` reads: one JSON object. Unknown fields are refused. The tables
            of fields are generated from the schemas of events.

            ```json
            {
              "name": "faults",
              "dataset": "sensors",
              "model": {"keras": {"class_name": "Sequential", "config": {"layers": []}},
                        "compile": {"loss": "binary_crossentropy", "optimizer": "sgd"}},
              "training": {"epochs": 1, "batchSize": 32, "learningRate": 0.05},
              "strategy": {"kind": "fedavg"},
              "rounds": {"rounds": 20, "minClients": 2, "targetAccuracy": 0.95},
              "seed": 1
            }
            ```

            """);
    page.append("| Field | Default | What it says |\n|---|---|---|\n");
    for (RecordComponent field : JobFile.class.getRecordComponents()) {
      page.append("| `%s` | %s |\n".formatted(field.getName(), FIELDS.get(field.getName())));
    }
    page.append("\nNames of strategies, schedules and encodings may be written in lower case.\n");
    section(page, "training", LocalTrainingSpec.getClassSchema());
    section(page, "strategy", StrategySpec.getClassSchema());
    section(page, "rounds", RoundSpec.getClassSchema());
    return page.toString();
  }

  private static void section(StringBuilder page, String name, Schema record) {
    page.append("\n## ").append(name).append("\n\n");
    page.append("| Field | Type | Default | What it says |\n");
    page.append("|---|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(field.name(), type(field.schema()), usual(name, field), field.doc()));
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG -> "whole number";
      case DOUBLE -> "number";
      case UNION -> type(schema.getTypes().get(1)) + " or null";
      case ENUM ->
          schema.getEnumSymbols().stream()
              .map(symbol -> "`" + symbol.toLowerCase(Locale.ROOT) + "`")
              .collect(Collectors.joining(", "));
      default -> "text";
    };
  }

  /** Two fields have other defaults in a job file than in an event. */
  private static String usual(String section, Schema.Field field) {
    return switch (section + "/" + field.name()) {
      case "strategy/learningRate" ->
          "`%s`; `%s` for `fedadagrad`, `fedadam` and `fedyogi`"
              .formatted(Kind.FEDAVG.usualLearningRate(), Kind.FEDADAM.usualLearningRate());
      case "rounds/minAvailable" -> "`minClients`";
      default -> usual(field);
    };
  }

  private static String usual(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "must be given";
    }
    Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE
        ? "`null`"
        : "`" + value.toString().toLowerCase(Locale.ROOT) + "`";
  }
}
