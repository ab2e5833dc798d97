package io.aiedge.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as a test says, and keeps what it was asked; what no answer is set for is not found. */
final class FakeRegistry implements AutoCloseable {
  private static final String API = "/apis/registry/v3";

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Sets the answer to a request, such as {@code POST /groups}; its query does not matter. */
  FakeRegistry with(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
    return this;
  }

  /** Sets the only version of an artifact. */
  FakeRegistry withVersion(String artifact, String content) {
    return with(
            "GET /search/versions",
            200,
            """
            {"count": 1, "versions": [{"artifactId": "%s", "version": "1", "globalId": 7}]}\
            """
                .formatted(artifact))
        .with("GET /groups/aiedge/artifacts/" + artifact + "/versions/1/content", 200, content);
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + API);
  }

  /** The requests so far, without their queries. */
  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String request = exchange.getRequestMethod() + " " + path.replace(API, "");
      asked.add(request);
      exchange.getRequestBody().readAllBytes();
      Answer answer = answers.getOrDefault(request, new Answer(404, "{}"));
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
