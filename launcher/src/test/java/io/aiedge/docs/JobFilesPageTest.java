package io.aiedge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class JobFilesPageTest {
  private static final Path PAGE = Path.of("../docs/job-files.md");

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
              "rounds": {"rounds": 20, "minClients": 2},
              "seed": 1
            }
            ```

            | Field | Default | What it says |
            |---|---|---|
            | `name` | must be given | a name for people; the job's identity is its first 32 characters and the time |
            | `dataset` | must be given | the [data set](datasets.md) that clusters must hold to take part |
            | `model` | must be given | `keras` and `compile`, both as objects, or `savedModel`, a folder relative to the job file: see [models](models.md) |
            | `training` | | what each client does in a round |
            | `strategy` | `{}` | how the cloud averages |
            | `rounds` | | how rounds are run |
            | `seed` | `0` | of the first weights and of the choice of clients |

            Names of strategies, schedules and encodings may be written in lower case.
            """);
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
              .formatted(field.name(), type(field.schema()), usual(field), field.doc()));
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
