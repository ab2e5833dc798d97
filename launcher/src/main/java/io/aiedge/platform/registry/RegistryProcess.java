package io.aiedge.platform.registry;

import io.aiedge.platform.port.KeptPorts;
import io.aiedge.platform.process.JavaChild;
import io.aiedge.platform.process.JavaChild.Bond;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry on loopback. Its folder keeps the schemas and the port, so that one started
 * again there, also after a kill, serves the same schemas at the same place. It ends with the
 * process that started it.
 */
public final class RegistryProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryProcess.class);
  private static final String API = "api";
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);
  private static final int OK = 200;

  private final JavaChild child;
  private final int port;
  private final Path log;

  private RegistryProcess(JavaChild child, int port, Path log) {
    this.child = child;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a registry and returns at once; see {@link #awaitReady}.
   *
   * @throws IOException if its folder cannot be used or its port is taken
   * @throws IllegalStateException if the registry's programs are not there
   */
  public static RegistryProcess start(RegistrySettings settings) throws IOException {
    Files.createDirectories(settings.folder());
    KeptPorts ports = KeptPorts.of(settings.folder().resolve("ports.properties"), API);
    int port = ports.free(API);
    JavaChild child =
        JavaChild.start(
            "the registry", settings.command(port), Bond.ENDS_WITH_PARENT, settings.log());
    return new RegistryProcess(child, port, settings.log());
  }

  /** The base of its REST interface, version 3. */
  public URI api() {
    return URI.create("http://127.0.0.1:%d/apis/registry/v3".formatted(port));
  }

  public long pid() {
    return child.pid();
  }

  public boolean isAlive() {
    return child.isAlive();
  }

  /** Its exit code, once it has ended. */
  CompletableFuture<Integer> ended() {
    return child.ended();
  }

  /**
   * Waits until schemas are served.
   *
   * @throws IOException if it ended, or is not ready in time; the message names its log
   */
  public void awaitReady(Duration patience) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    while (!isReady(http)) {
      if (!child.isAlive()) {
        throw new IOException("the registry ended before it was ready; see " + log);
      }
      if (System.nanoTime() - begin > patience.toNanos()) {
        throw new IOException(
            "the registry was not ready after %d s; see %s".formatted(patience.toSeconds(), log));
      }
      Thread.sleep(ASK_AGAIN.toMillis());
    }
    LOG.info(
        "the registry serves {} after {} ms",
        api(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills it, as a fault would. */
  public void kill() throws InterruptedException {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
