package io.aiedge.platform.site;

import io.aiedge.platform.broker.OutsideListener;
import io.aiedge.platform.process.JavaChild;
import io.aiedge.platform.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process of one site, as its parent sees it; it ends with its parent. */
public final class Site {
  static final String MAIN = "io.aiedge.cli.AiEdge";

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int CLOUD_HEAP_MEGABYTES = 768;
  private static final int EDGE_HEAP_MEGABYTES = 320;
  private static final String LOG = "site.log";

  private final String name;
  private final Path folder;
  private final JavaCommand command;
  private @Nullable JavaChild child;

  private Site(SiteOptions options, JavaCommand command) {
    this.name = options.cluster().value();
    this.folder = options.folder();
    this.command = command;
  }

  static Site of(SiteOptions options) {
    return new Site(
        options,
        options instanceof SiteOptions.Cloud cloud
            ? command(cloud)
            : command((SiteOptions.Edge) options));
  }

  private static JavaCommand command(SiteOptions.Cloud cloud) {
    List<String> arguments = new ArrayList<>(List.of("site", "cloud"));
    arguments.addAll(List.of("--dir", cloud.folder().toString()));
    arguments.addAll(List.of("--clusters", list(cloud.clusters())));
    arguments.addAll(List.of("--services", list(cloud.services())));
    OutsideListener outside = cloud.outside();
    if (outside != null) {
      arguments.addAll(List.of("--outside-port", String.valueOf(outside.port())));
      arguments.addAll(List.of("--outside-address", outside.advertised()));
    }
    return launcher(arguments).withHeap(CLOUD_HEAP_MEGABYTES);
  }

  private static JavaCommand command(SiteOptions.Edge edge) {
    List<String> arguments = new ArrayList<>(List.of("site", "edge"));
    arguments.addAll(List.of("--dir", edge.folder().toString()));
    arguments.addAll(List.of("--cluster", edge.cluster().value()));
    arguments.addAll(List.of("--cloud", edge.cloud()));
    arguments.addAll(List.of("--services", list(edge.services())));
    return launcher(arguments)
        .withHeap(EDGE_HEAP_MEGABYTES)
        .withOptions(JavaCommand.LIGHT_COMPILER);
  }

  private static String list(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  /** This program, in a process of its own. */
  static JavaCommand launcher(List<String> arguments) {
    List<String> classPath =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    return JavaCommand.of(classPath, MAIN, arguments.toArray(String[]::new))
        .withEnvironment(Map.of("AIEDGE_LOG", "INFO", "AIEDGE_LOG_LIBRARIES", "WARN"));
  }

  /** Path of its cluster. */
  public String name() {
    return name;
  }

  /** Where it keeps everything. */
  public Path folder() {
    return folder;
  }

  /** Starts its process; returns at once. */
  public void start() throws IOException {
    Files.createDirectories(folder);
    SiteAddress.clear(folder);
    child = JavaChild.start(name, command, JavaChild.Bond.ENDS_WITH_PARENT, folder.resolve(LOG));
  }

  /**
   * Waits until it is ready.
   *
   * @throws IllegalStateException if it is not; the message names its log
   */
  public void awaitReady(Duration patience) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!isReady()) {
      if (!isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s %s: see %s"
                .formatted(
                    name,
                    isAlive() ? "was not ready in " + patience.toSeconds() + " s" : "ended",
                    folder.resolve(LOG).toAbsolutePath()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private boolean isReady() throws IOException {
    try {
      return SiteAddress.read(folder).pid() == requireChild().pid();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Its Kafka, as host:port; once it is ready. */
  public String bootstrap() throws IOException {
    return SiteAddress.read(folder).bootstrap();
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return child != null && child.isAlive();
  }

  /** Ends it as a power cut would; workloads that it started live on. */
  public void kill() throws InterruptedException {
    requireChild().kill();
  }

  /** Asks it to end, and kills it after the time of grace. */
  public void stop(Duration grace) throws InterruptedException {
    if (child != null) {
      child.stop(grace);
    }
  }

  void awaitEnd() {
    requireChild().ended().join();
  }

  private JavaChild requireChild() {
    if (child == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return child;
  }
}
