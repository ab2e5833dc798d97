package io.aiedge.cloud;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running fleet topology. */
public final class CloudStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloudStreams.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final KafkaStreams streams;

  /** Not started yet. */
  public CloudStreams(CloudConfig config) {
    streams = new KafkaStreams(FleetTopology.of(config), properties(config));
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("a thread of cloud-streams ended and is replaced", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.setStateListener((now, before) -> LOG.info("cloud-streams is {}", now));
  }

  /** Begins; returns at once. */
  public void start() {
    streams.start();
  }

  /** Whether it processes events now. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public void close() {
    streams.close(CLOSE_PATIENCE);
  }

  private static Properties properties(CloudConfig config) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "cloud-streams");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    return properties;
  }
}
