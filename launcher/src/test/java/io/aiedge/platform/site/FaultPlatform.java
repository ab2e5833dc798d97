package io.aiedge.platform.site;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.aiedge.client.CloudClient;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.demo.DemoFolder;
import io.aiedge.demo.Scenario;
import io.aiedge.platform.broker.OutsideListener;
import io.aiedge.platform.port.KeptPorts;
import io.aiedge.platform.site.SiteOptions.CloudService;
import io.aiedge.platform.site.SiteOptions.EdgeService;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A cloud and three edges whose parts can be hurt one by one: the aggregator is a process beside
 * the cloud's, the mirror of edge-2 one beside that edge's, and edge-3 reaches the cloud through a
 * link that can be cut.
 */
final class FaultPlatform implements AutoCloseable {
  static final String PLAIN = "edge-1";
  static final String MIRRORED_ASIDE = "edge-2";
  static final String LINKED = "edge-3";
  static final List<String> EDGES = List.of(PLAIN, MIRRORED_ASIDE, LINKED);

  private static final List<ClusterPath> CLUSTERS = EDGES.stream().map(ClusterPath::new).toList();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunningParts parts;
  private final Platform sites;
  private final CuttableLink link;
  private final ServiceProcess aggregator;
  private final ServiceProcess mirror;

  private FaultPlatform(Path home, RunningParts parts) throws IOException, InterruptedException {
    this.parts = parts;
    DemoFolder.prepare(Scenario.DIGITS, home);
    int port = KeptPorts.of(home.resolve("ports.properties"), "outside").free("outside");
    link = parts.add(CuttableLink.to(port));
    sites =
        parts.add(
            Platform.start(
                new SiteOptions.Cloud(
                    home.resolve("cloud"),
                    CLUSTERS,
                    List.of(CloudService.REGISTRY, CloudService.STREAMS),
                    new OutsideListener(port, link.address())),
                (cluster, kafka) -> edge(home, cluster, kafka),
                (text, arguments) -> {}));
    aggregator =
        parts.add(
            ServiceProcess.start(
                "aggregator",
                home.resolve("aggregator"),
                Map.of(
                    "AIEDGE_KAFKA_BOOTSTRAP",
                    sites.cloud().bootstrap(),
                    "AIEDGE_ACCUMULATOR_COMMIT_INTERVAL",
                    "1s")));
    mirror =
        parts.add(
            ServiceProcess.start(
                "mirror",
                home.resolve("mirror"),
                Map.of(
                    "AIEDGE_CLUSTER_PATH", MIRRORED_ASIDE,
                    "AIEDGE_KAFKA_BOOTSTRAP", edge(MIRRORED_ASIDE).bootstrap(),
                    "AIEDGE_CLOUD_BOOTSTRAP", sites.cloud().bootstrap())));
    sites.awaitClusters(CLUSTERS, PATIENCE);
  }

  /** Starts it and waits until all edges have joined. */
  static FaultPlatform start(Path home) throws IOException, InterruptedException {
    RunningParts parts = new RunningParts();
    try {
      return new FaultPlatform(home, parts);
    } catch (IOException | InterruptedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private SiteOptions.Edge edge(Path home, ClusterPath cluster, String kafka) {
    Path folder = home.resolve(cluster.value());
    return switch (cluster.value()) {
      case MIRRORED_ASIDE ->
          new SiteOptions.Edge(
              folder, cluster, kafka, List.of(EdgeService.BRIDGE, EdgeService.SHIM));
      case LINKED -> SiteOptions.Edge.of(folder, cluster, link.address());
      default -> SiteOptions.Edge.of(folder, cluster, kafka);
    };
  }

  Site cloud() {
    return sites.cloud();
  }

  Site edge(String name) {
    return sites.edge(new ClusterPath(name));
  }

  CloudClient client() throws IOException {
    return sites.client();
  }

  /** The coordinator and the accumulators. */
  ServiceProcess aggregator() {
    return aggregator;
  }

  /** Waits until the accumulators have added up, and committed, all updates at the cloud. */
  void awaitUpdatesTaken() throws IOException {
    String topic = TopicCatalogue.UPDATES.name();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cloud().bootstrap()))) {
      await().atMost(PATIENCE).until(() -> ends(admin, topic).equals(committed(admin, topic)));
    }
  }

  private static Map<Integer, Long> ends(Admin admin, String topic) throws Exception {
    TopicDescription description =
        requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    description
        .partitions()
        .forEach(
            each -> latest.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
    Map<Integer, Long> ends = new TreeMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  private static Map<Integer, Long> committed(Admin admin, String topic) throws Exception {
    Map<Integer, Long> committed = new TreeMap<>();
    admin
        .listConsumerGroupOffsets("fl-accumulator")
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topic)) {
                committed.put(partition.partition(), offset.offset());
              }
            });
    return committed;
  }

  /** The mirror of {@link #MIRRORED_ASIDE}. */
  ServiceProcess mirror() {
    return mirror;
  }

  /** What lies between {@link #LINKED} and the cloud. */
  CuttableLink link() {
    return link;
  }

  @Override
  public void close() {
    parts.close();
  }
}
