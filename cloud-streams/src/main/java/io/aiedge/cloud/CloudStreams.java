package io.aiedge.cloud;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.stream.Service;
import io.aiedge.stream.StreamService;
import io.aiedge.stream.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The fleet at the cloud, as a service. */
public final class CloudStreams {
  private static final String NAME = "cloud-streams";
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private CloudStreams() {}

  /** Not started yet. */
  public static StreamService of(CloudConfig config, MeterRegistry meters) {
    return new StreamService(
        FleetTopology.of(config, service(meters)),
        StreamSettings.of(NAME, config.stream()),
        CLOSE_PATIENCE,
        meters);
  }

  static Service service(MeterRegistry meters) {
    return new Service(NAME, ClusterPath.ROOT, new EventCodec(), meters);
  }
}
