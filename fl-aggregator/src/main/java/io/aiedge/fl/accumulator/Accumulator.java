package io.aiedge.fl.accumulator;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.schemas.topic.RecordSize;
import io.aiedge.stream.Service;
import io.aiedge.stream.StreamService;
import io.aiedge.stream.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The accumulators, as a service of their own. */
public final class Accumulator {
  private static final String NAME = "fl-accumulator";
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_STEP = Duration.ofMinutes(2);
  private static final Duration LINGER = Duration.ofMillis(100);
  private static final int BUFFER_OF_THE_SYSTEM = -1;

  private Accumulator() {}

  /** Not started yet. */
  public static StreamService of(AccumulatorConfig config, MeterRegistry meters) {
    return new StreamService(
        AccumulatorTopology.of(
            config, () -> KafkaUpdateLog.at(config.stream().bootstrap()), service(config, meters)),
        settings(config),
        CLOSE_PATIENCE,
        meters);
  }

  static Service service(AccumulatorConfig config, MeterRegistry meters) {
    return Service.of(NAME, ClusterPath.ROOT, config.stream(), meters);
  }

  static StreamSettings settings(AccumulatorConfig config) {
    StreamSettings settings =
        StreamSettings.of(NAME, config.stream())
            .with(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads())
            .with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis())
            .with(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 8);
    consumer(settings);
    producer(settings, config);
    return settings;
  }

  private static void consumer(StreamSettings settings) {
    settings.with(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 32);
    settings.with(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        RecordSize.MAX_RECORD_BYTES);
    settings.with(
        StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
        4 * RecordSize.MAX_RECORD_BYTES);
    // What arrives while a chunk is added waits in the buffer of the operating system.
    settings.with(
        StreamsConfig.consumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), BUFFER_OF_THE_SYSTEM);
  }

  private static void producer(StreamSettings settings, AccumulatorConfig config) {
    settings.with(
        StreamsConfig.producerPrefix(ProducerConfig.SEND_BUFFER_CONFIG), BUFFER_OF_THE_SYSTEM);
    // A chunk of a model has a buffer of its own; only small records are worth a common one.
    settings.with(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 1 << 16);
    settings.with(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64 << 20);
    settings.with(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), (int) LINGER.toMillis());
    settings.with(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.commitInterval().plus(LONGEST_STEP).toMillis());
  }
}
