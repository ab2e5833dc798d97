package io.aiedge.platform.site;

import io.aiedge.client.CloudClient;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterState;
import io.aiedge.event.fleet.ClusterView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A platform on this machine: the processes of its sites, which end with it. Each site can be
 * killed and started again like a real one.
 */
public final class Platform implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Site cloud;
  private final List<Site> edges = Collections.synchronizedList(new ArrayList<>());
  private final Listener listener;
  private final Thread atExit = new Thread(this::interrupted, "stop-platform");

  /** Tells what happens. */
  @FunctionalInterface
  public interface Listener {
    /** Something a person would like to know, as a format and its arguments. */
    void say(String text, Object... arguments);
  }

  private Platform(Site cloud, Listener listener) {
    this.cloud = cloud;
    this.listener = listener;
  }

  /**
   * Starts a cloud and its edges and waits until they are ready.
   *
   * @param folder where all of them keep everything
   * @param clusters paths of the edges
   * @param listener hears how it goes
   * @throws IllegalStateException if a site does not become ready; the message names its log
   */
  public static Platform start(Path folder, List<ClusterPath> clusters, Listener listener)
      throws IOException, InterruptedException {
    return start(
        SiteOptions.Cloud.of(folder.resolve("cloud"), clusters),
        (cluster, kafka) -> SiteOptions.Edge.of(folder.resolve(cluster.value()), cluster, kafka),
        listener);
  }

  /** Starts a cloud, and the edges that {@code edges} makes of their path and the cloud's Kafka. */
  static Platform start(
      SiteOptions.Cloud cloud,
      BiFunction<ClusterPath, String, SiteOptions.Edge> edges,
      Listener listener)
      throws IOException, InterruptedException {
    Platform platform = new Platform(Site.of(cloud), listener);
    Runtime.getRuntime().addShutdownHook(platform.atExit);
    try {
      platform.cloud.start();
      platform.cloud.awaitReady(START_PATIENCE);
      String kafka = platform.cloud.bootstrap();
      listener.say("the cloud is up: Kafka at %s", kafka);
      for (ClusterPath cluster : cloud.clusters()) {
        Site edge = Site.of(edges.apply(cluster, kafka));
        edge.start();
        platform.edges.add(edge);
      }
      for (Site edge : platform.edges) {
        edge.awaitReady(START_PATIENCE);
      }
      return platform;
    } catch (IOException | InterruptedException | IllegalStateException e) {
      platform.close();
      throw e;
    }
  }

  /** Asks the cloud. */
  public CloudClient client() throws IOException {
    return new CloudClient(cloud.bootstrap());
  }

  /** The cloud's site. */
  public Site cloud() {
    return cloud;
  }

  /** The site of an edge. */
  public Site edge(ClusterPath cluster) {
    return edges.stream()
        .filter(edge -> edge.name().equals(cluster.value()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no edge " + cluster));
  }

  /**
   * Waits until the cloud sees all these clusters online.
   *
   * @throws IllegalStateException if it does not; the message names those that are missing
   */
  public void awaitClusters(List<ClusterPath> clusters, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    Set<String> missing = missing(clusters);
    while (!missing.isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "clusters did not join in %d s: %s".formatted(patience.toSeconds(), missing));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
      missing = missing(clusters);
    }
  }

  private Set<String> missing(List<ClusterPath> clusters) throws IOException {
    Set<String> online =
        client().clusters().stream()
            .filter(view -> view.getState() == ClusterState.ONLINE)
            .map(ClusterView::getRegistration)
            .map(registration -> registration.getPath())
            .collect(Collectors.toSet());
    Set<String> missing =
        clusters.stream().map(ClusterPath::value).collect(Collectors.toCollection(TreeSet::new));
    missing.removeAll(online);
    return missing;
  }

  /** Waits until a site ends by itself or this process is asked to end. */
  public void awaitEnd() {
    cloud.awaitEnd();
  }

  @Override
  public void close() {
    stopSites();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The virtual machine is ending already, and the hook does the same as this.
      return;
    }
  }

  private void interrupted() {
    listener.say("stopping all sites");
    stopSites();
  }

  /** Edges first, so that what they still have to say reaches the cloud. */
  private void stopSites() {
    List<Thread> stops =
        List.copyOf(edges).stream().map(edge -> new Thread(() -> stop(edge))).toList();
    stops.forEach(Thread::start);
    try {
      for (Thread stop : stops) {
        stop.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(cloud);
  }

  private static void stop(Site site) {
    try {
      site.stop(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
