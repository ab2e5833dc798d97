package io.aiedge.fl.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.config.ConfigSource;
import io.aiedge.schemas.topic.RecordSize;
import io.aiedge.stream.StreamConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class AccumulatorConfigTest {
  private static final Map<String, String> REQUIRED =
      Map.of("kafka.bootstrap", "localhost:9092", "state.dir", "/var/lib/aiedge");

  @Test
  void needsOnlyKafkaAndAFolder() {
    AccumulatorConfig config = AccumulatorConfig.from(new ConfigSource(Map.of(), REQUIRED));

    assertThat(config)
        .isEqualTo(
            new AccumulatorConfig(
                new StreamConfig("localhost:9092", Path.of("/var/lib/aiedge")),
                4,
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60)));
  }

  @Test
  void aTransactionOutlivesTheCommitInterval() {
    StreamsConfig streams =
        new StreamsConfig(
            Accumulator.settings(AccumulatorConfig.from(new ConfigSource(Map.of(), REQUIRED)))
                .properties());

    assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(10_000);
    assertThat(streams.getProducerConfigs("any"))
        .containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 130_000)
        .containsEntry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSize.MAX_REQUEST_BYTES);
    assertThat(streams.getMainConsumerConfigs("any", "any", 0))
        .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000)
        .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
  }
}
