package io.aiedge.fl.coordinator;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.stream.Service;
import io.aiedge.stream.StreamService;
import io.aiedge.stream.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;

/** The coordinator, as a service of its own. */
public final class Coordinator {
  private static final String NAME = "fl-coordinator";
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private Coordinator() {}

  /** Not started yet. */
  public static StreamService of(CoordinatorConfig config, MeterRegistry meters) {
    return new StreamService(
        CoordinatorTopology.of(config, service(config, meters)),
        settings(config),
        CLOSE_PATIENCE,
        meters);
  }

  static Service service(CoordinatorConfig config, MeterRegistry meters) {
    return Service.of(NAME, ClusterPath.ROOT, config.stream(), meters);
  }

  private static StreamSettings settings(CoordinatorConfig config) {
    return StreamSettings.of(NAME, config.stream())
        .with(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
  }
}
