package io.aiedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo as a user runs it, but for the process it runs in. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DemoE2E {
  @Test
  void theFederatedModelBeatsEveryEdgeAlone(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("report.json");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = AiEdge.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    int exit =
        commands.execute(
            "demo", "--data-dir", folder.resolve("demo").toString(), "--report", report.toString());

    assertThat(exit).as("%s%s", out, err).isZero();
    JsonNode found = new JsonMapper().readTree(report.toFile());
    double federated = found.path("finalAccuracy").doubleValue();
    assertThat(federated).isGreaterThanOrEqualTo(0.93);
    assertThat(found.path("alone")).hasSize(3);
    assertThat(found.path("alone")).allMatch(alone -> alone.doubleValue() < federated);
    assertThat(found.path("rounds")).hasSize(15);
    assertThat(found.path("modelSha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(out.toString()).contains("federated", "all rows in one place", "saved in");
    try (var models = Files.list(folder.resolve("demo").resolve("models"))) {
      Path model = models.findFirst().orElseThrow();
      assertThat(model.resolve("saved_model.pb")).exists();
      assertThat(model.resolve("variables")).isDirectory();
      assertThat(model.resolve("weights.f32")).exists();
    }
  }
}
