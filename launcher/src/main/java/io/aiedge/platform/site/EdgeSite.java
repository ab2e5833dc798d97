package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.platform.mirror.Mirror;
import io.aiedge.platform.mirror.MirrorSettings;
import io.aiedge.platform.site.SiteOptions.EdgeService;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.aiedge.shim.process.ProcessShim;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.reconcile.ShimService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** An edge cluster in one process: Kafka, the mirror, the bridge, and a shim for processes. */
final class EdgeSite {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration DATASETS_PATIENCE = Duration.ofSeconds(2);

  private EdgeSite() {}

  /** Starts it; what it starts is added to {@code parts}. Returns its Kafka, as host:port. */
  static String start(SiteOptions.Edge options, RunningParts parts)
      throws IOException, InterruptedException {
    Path folder = options.folder();
    ClusterPath cluster = options.cluster();
    Path datasets = Files.createDirectories(folder.resolve("datasets"));
    EmbeddedBroker broker = parts.add(EmbeddedBroker.start(folder.resolve("kafka")));
    String bootstrap = broker.bootstrap();
    TopicSizes sizes =
        TopicSizes.singleBroker(
            ConfigSource.environment(System.getenv()).get(SiteKeys.CHUNK_PARTITIONS));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      new TopicCreator(admin, sizes).createAtEdge(cluster);
    }
    MeterRegistry meters = new SimpleMeterRegistry();
    for (EdgeService service : options.services()) {
      switch (service) {
        case MIRROR ->
            parts.add(Mirror.start(MirrorSettings.of(cluster, bootstrap, options.cloud())));
        case BRIDGE -> {
          HeldDatasets held = parts.add(HeldDatasets.watch(datasets, DATASETS_PATIENCE));
          parts.add(EdgeControl.start(options, bootstrap, held, meters));
        }
        case SHIM ->
            startShim(
                EdgePrograms.shimConfig(System.getenv(), folder, cluster, bootstrap, datasets),
                options,
                bootstrap,
                parts,
                meters);
      }
    }
    return bootstrap;
  }

  /** The embedded platform ends as a whole: a site that is asked to stop stops its workloads. */
  private static void startShim(
      ProcessShimConfig config,
      SiteOptions.Edge options,
      String bootstrap,
      RunningParts parts,
      MeterRegistry meters)
      throws IOException {
    ProcessShim shim = ProcessShim.open(config);
    ShimService service = ShimService.start(options.cluster(), bootstrap, shim, meters);
    parts.add(
        () -> {
          shim.stopAll(STOP_PATIENCE);
          service.close();
          shim.close();
        });
  }
}
