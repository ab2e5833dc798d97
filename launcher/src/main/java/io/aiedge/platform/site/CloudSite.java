package io.aiedge.platform.site;

import io.aiedge.cloud.CloudConfig;
import io.aiedge.cloud.CloudStreams;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.fl.coordinator.Coordinator;
import io.aiedge.fl.coordinator.CoordinatorConfig;
import io.aiedge.platform.broker.BrokerSettings;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.platform.registry.KeptRegistry;
import io.aiedge.platform.registry.RegistrySettings;
import io.aiedge.platform.site.SiteOptions.CloudService;
import io.aiedge.schemas.registry.SchemaPublication;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The cloud in one process: Kafka, the registry as its child, and the services. */
final class CloudSite {
  private CloudSite() {}

  /** Starts it; what it starts is added to {@code parts}. Returns its Kafka, as host:port. */
  static String start(SiteOptions.Cloud options, RunningParts parts)
      throws IOException, InterruptedException {
    Path folder = options.folder();
    BrokerSettings kafka =
        BrokerSettings.in(folder.resolve("kafka")).withOutside(options.outside());
    EmbeddedBroker broker = parts.add(EmbeddedBroker.start(kafka));
    String bootstrap = broker.bootstrap();
    Map<String, String> settings = new HashMap<>(System.getenv());
    TopicSizes sizes =
        TopicSizes.singleBroker(ConfigSource.environment(settings).get(SiteKeys.CHUNK_PARTITIONS));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      new TopicCreator(admin, sizes).createAtCloud(options.clusters());
    }
    settings.put("AIEDGE_KAFKA_BOOTSTRAP", bootstrap);
    if (options.services().contains(CloudService.REGISTRY)) {
      settings.put("AIEDGE_REGISTRY_URL", startRegistry(folder.resolve("registry"), parts));
    }
    MeterRegistry meters = new SimpleMeterRegistry();
    if (options.services().contains(CloudService.STREAMS)) {
      startStreams(in(folder.resolve("streams"), settings), parts, meters);
    }
    if (options.services().contains(CloudService.AGGREGATOR)) {
      startAggregator(in(folder.resolve("aggregator"), settings), parts, meters);
    }
    return bootstrap;
  }

  /** Returns the address of its interface. */
  private static String startRegistry(Path folder, RunningParts parts) throws IOException {
    KeptRegistry registry = parts.add(KeptRegistry.start(RegistrySettings.in(folder)));
    parts.add(SchemaPublication.start(registry.api()));
    return registry.api().toString();
  }

  private static void startStreams(
      ConfigSource settings, RunningParts parts, MeterRegistry meters) {
    parts.add(new CloudStreams(CloudConfig.from(settings), meters)).start();
  }

  private static void startAggregator(
      ConfigSource settings, RunningParts parts, MeterRegistry meters) {
    parts.add(Accumulator.of(AccumulatorConfig.from(settings), meters)).start();
    parts.add(Coordinator.of(CoordinatorConfig.from(settings), meters)).start();
  }

  /** The settings of a service that keeps its state in a folder. */
  private static ConfigSource in(Path stateDir, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("AIEDGE_STATE_DIR", stateDir.toString());
    return ConfigSource.environment(all);
  }
}
