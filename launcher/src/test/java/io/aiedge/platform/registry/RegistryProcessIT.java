package io.aiedge.platform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ROUND_1 = schema("{\"name\":\"round\",\"type\":\"long\"}");
  private static final String ROUND_1_AS_TEXT = schema("{\"name\":\"round\",\"type\":\"string\"}");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void schemasSurviveAKillAndIncompatibleOnesAreRefused() throws Exception {
    RegistrySettings settings = RegistrySettings.in(folder);
    URI api;
    try (RegistryProcess registry = RegistryProcess.start(settings)) {
      registry.awaitReady(PATIENCE);
      api = registry.api();
      assertThat(post(api, "/admin/rules", rule("COMPATIBILITY", "FULL_TRANSITIVE")))
          .isEqualTo(204);
      assertThat(post(api, "/groups/fl/artifacts", artifact("Round", ROUND_1))).isEqualTo(200);
      registry.kill();
    }
    try (RegistryProcess registry = RegistryProcess.start(settings)) {
      registry.awaitReady(PATIENCE);
      assertThat(registry.api()).isEqualTo(api);
      assertThat(get(api, "/groups/fl/artifacts/Round/versions/branch=latest/content"))
          .isEqualTo(ROUND_1);
      assertThat(post(api, "/groups/fl/artifacts/Round/versions", version(ROUND_1_AS_TEXT)))
          .as("status of a schema that changes the type of a field")
          .isEqualTo(409);
    }
  }

  @Test
  void aKeptRegistryThatIsKilledIsThereAgainAtTheSamePlaceWithTheSameSchemas() throws Exception {
    try (KeptRegistry registry = KeptRegistry.start(RegistrySettings.in(folder))) {
      RegistryProcess first = registry.process();
      first.awaitReady(PATIENCE);
      assertThat(post(registry.api(), "/groups/fl/artifacts", artifact("Round", ROUND_1)))
          .isEqualTo(200);

      first.kill();
      await().atMost(PATIENCE).until(() -> registry.process() != first);
      registry.process().awaitReady(PATIENCE);

      assertThat(registry.api()).isEqualTo(first.api());
      assertThat(get(registry.api(), "/groups/fl/artifacts/Round/versions/branch=latest/content"))
          .isEqualTo(ROUND_1);
    }
  }

  @Test
  void aRegistryThatWasNotBuiltIsMissedWithWhatToDo() {
    assertThatThrownBy(
            () -> RegistryProcess.start(new RegistrySettings(folder.resolve("no"), folder, 128)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mvn package");
  }

  @Test
  void aRegistryThatCannotStartIsReportedWithItsLog() throws Exception {
    RegistrySettings tooSmall =
        new RegistrySettings(RegistryDistribution.folder(), folder.resolve("small"), 8);
    try (RegistryProcess registry = RegistryProcess.start(tooSmall)) {
      assertThatThrownBy(() -> registry.awaitReady(PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.resolve("small").resolve("registry.log").toString());
    }
  }

  private static int post(URI api, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String get(URI api, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(api + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String schema(String field) {
    return "{\"type\":\"record\",\"name\":\"Round\",\"fields\":[%s]}".formatted(field);
  }

  private static String rule(String type, String config) {
    return "{\"ruleType\":\"%s\",\"config\":\"%s\"}".formatted(type, config);
  }

  private static String artifact(String id, String schema) {
    return "{\"artifactId\":\"%s\",\"artifactType\":\"AVRO\",\"firstVersion\":%s}"
        .formatted(id, version(schema));
  }

  private static String version(String schema) {
    return "{\"content\":{\"content\":\"%s\",\"contentType\":\"application/json\"}}"
        .formatted(schema.replace("\"", "\\\""));
  }
}
