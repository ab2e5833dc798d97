package io.aiedge.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a registry over HTTP. Safe for use by several threads. */
final class RegistryClient {
  static final String GROUP = "aiedge";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String api;
  private final Duration timeout;

  /** What came of asking. */
  sealed interface Reply {
    /**
     * The registry answered.
     *
     * @param status the HTTP status
     * @param body as text
     */
    record Answer(int status, String body) implements Reply {
      boolean isGood() {
        return status / 100 == 2;
      }

      /** The body as JSON; a missing node where it is none. */
      JsonNode json() {
        try {
          return JSON.readTree(body);
        } catch (JsonProcessingException e) {
          return JSON.missingNode();
        }
      }
    }

    /**
     * No answer came in time.
     *
     * @param reason for people
     */
    record Silence(String reason) implements Reply {}
  }

  /**
   * @param registry the base of its core API, such as {@code http://registry:8080/apis/registry/v3}
   * @param timeout how long one answer may take
   */
  RegistryClient(URI registry, Duration timeout) {
    this.api = registry.toString().replaceAll("/+$", "");
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  Reply get(String path) {
    return ask(request(path).GET());
  }

  Reply post(String path, JsonNode body) {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path)).timeout(timeout);
  }

  private Reply ask(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply.Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Reply.Silence(
          "%s does not answer: %s".formatted(api, e.getMessage() == null ? e : e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Silence("interrupted while waiting for " + api);
    }
  }

  /** For people: why a reply is not what was asked for. */
  String reason(Reply reply) {
    if (reply instanceof Reply.Answer answer) {
      String title = answer.json().path("title").asText("");
      return "%s answers with status %d%s; is it an Apicurio registry of version 3?"
          .formatted(api, answer.status(), title.isEmpty() ? "" : " (" + title + ")");
    }
    return ((Reply.Silence) reply).reason();
  }
}
