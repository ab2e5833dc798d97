package io.aiedge.bridge;

import io.aiedge.bridge.command.CommandTopology;
import io.aiedge.bridge.presence.ClusterPresence;
import io.aiedge.event.fleet.ClusterRegistered;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running bridge of a cluster. */
public final class EdgeBridge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeBridge.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final ClusterPresence presence;

  private EdgeBridge(KafkaStreams streams, ClusterPresence presence) {
    this.streams = streams;
    this.presence = presence;
  }

  /**
   * Starts a bridge; returns at once.
   *
   * @param registration what the cluster says of itself
   */
  public static EdgeBridge start(BridgeConfig config, ClusterRegistered registration) {
    KafkaStreams streams =
        new KafkaStreams(CommandTopology.of(config.cluster()), properties(config));
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("a bridge thread ended and is replaced", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.setStateListener((now, before) -> LOG.info("bridge is {}", now));
    streams.start();
    return new EdgeBridge(
        streams, ClusterPresence.start(config.bootstrap(), registration, config.leaseInterval()));
  }

  /** Whether it takes commands now. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public void close() {
    presence.close();
    streams.close(CLOSE_PATIENCE);
  }

  private static Properties properties(BridgeConfig config) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "edge-bridge");
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
