package io.aiedge.cloud;

import io.aiedge.cloud.topic.KafkaCommandTopics;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.stream.Service;
import io.aiedge.stream.StreamService;
import io.aiedge.stream.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The fleet at the cloud, as a service. */
public final class CloudStreams implements AutoCloseable {
  private static final String NAME = "cloud-streams";
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final KafkaCommandTopics topics;
  private final StreamService fleet;

  /** Not started yet. */
  public CloudStreams(CloudConfig config, MeterRegistry meters) {
    topics = KafkaCommandTopics.at(config.stream().bootstrap());
    fleet =
        new StreamService(
            FleetTopology.of(config, service(config, meters), topics),
            StreamSettings.of(NAME, config.stream()),
            CLOSE_PATIENCE,
            meters);
  }

  static Service service(CloudConfig config, MeterRegistry meters) {
    return Service.of(NAME, ClusterPath.ROOT, config.stream(), meters);
  }

  /** Begins; returns at once. */
  public void start() {
    fleet.start();
  }

  /** Whether it processes events now. */
  public boolean isRunning() {
    return fleet.isRunning();
  }

  @Override
  public void close() {
    fleet.close();
    topics.close();
  }
}
