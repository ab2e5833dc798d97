package io.aiedge.bench;

import io.aiedge.client.CloudClient;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.fl.coordinator.Coordinator;
import io.aiedge.fl.coordinator.CoordinatorConfig;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.aiedge.stream.StreamService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The part of a cloud that trains, in this process: Kafka, the coordinator and the accumulators,
 * with their usual settings.
 */
final class CloudInProcess implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final StreamService accumulator;
  private final StreamService coordinator;

  private CloudInProcess(EmbeddedBroker broker, ConfigSource settings) {
    this.broker = broker;
    MeterRegistry meters = new SimpleMeterRegistry();
    this.accumulator = Accumulator.of(AccumulatorConfig.from(settings), meters);
    this.coordinator = Coordinator.of(CoordinatorConfig.from(settings), meters);
  }

  static CloudInProcess start(Path folder) throws IOException, InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap()))) {
      new TopicCreator(admin, TopicSizes.SINGLE_BROKER).createAtCloud(List.of());
    }
    ConfigSource settings =
        ConfigSource.environment(
            Map.of(
                "AIEDGE_KAFKA_BOOTSTRAP", broker.bootstrap(),
                "AIEDGE_STATE_DIR", folder.resolve("aggregator").toString()));
    CloudInProcess cloud = new CloudInProcess(broker, settings);
    cloud.accumulator.start();
    cloud.coordinator.start();
    return cloud;
  }

  CloudClient client() {
    return new CloudClient(broker.bootstrap());
  }

  @Override
  public void close() {
    coordinator.close();
    accumulator.close();
    broker.close();
  }
}
