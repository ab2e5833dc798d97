package io.aiedge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamServiceTest {
  private static final String NOWHERE = "127.0.0.1:1";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void kafkasOwnMetricsCarryTheNameOfTheServiceWhileItLives(@TempDir Path stateDir) {
    try (StreamService first = service("first", stateDir.resolve("1"));
        StreamService second = service("second", stateDir.resolve("2"))) {
      assertThat(first.isRunning()).isFalse();
      assertThat(second.isRunning()).isFalse();
      assertThat(streamMeters("first")).isNotEmpty();
      assertThat(streamMeters("second")).isNotEmpty();
    }

    assertThat(meters.getMeters()).isEmpty();
  }

  @Test
  void aServiceMayChangeWhatAllBeginWith(@TempDir Path stateDir) {
    StreamsConfig config =
        new StreamsConfig(
            StreamSettings.of("any", new StreamConfig(NOWHERE, stateDir))
                .with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 7L)
                .properties());

    assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(7);
    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(config.getProducerConfigs("any")).containsEntry(ProducerConfig.LINGER_MS_CONFIG, 0);
  }

  private StreamService service(String name, Path stateDir) {
    Topology topology = new Topology();
    topology.addSource("in", "in");
    return new StreamService(
        topology,
        StreamSettings.of(name, new StreamConfig(NOWHERE, stateDir)),
        Duration.ofSeconds(5),
        meters);
  }

  private List<Meter> streamMeters(String service) {
    return meters.getMeters().stream()
        .filter(meter -> service.equals(meter.getId().getTag("service")))
        .toList();
  }
}
