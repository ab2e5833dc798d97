package io.aiedge.stream;

import io.aiedge.schemas.topic.RecordSize;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of Kafka Streams: exactly once, from the beginning of each topic, and results at once; a
 * service changes what its own work needs.
 */
public final class StreamSettings {
  private static final int COMMIT_MILLIS = 100;

  // A service that was killed leaves a member behind, and the one started in its place waits this
  // long for the partitions; by default it would be 45 s. Each service is beside its Kafka.
  private static final int SESSION_MILLIS = 6_000;
  private static final int HEARTBEAT_MILLIS = 1_500;

  private final String service;
  private final Properties properties = new Properties();

  private StreamSettings(String service) {
    this.service = service;
  }

  /**
   * The settings that all services begin with.
   *
   * @param service its name, which is also that of its application in Kafka
   */
  public static StreamSettings of(String service, StreamConfig config) {
    return new StreamSettings(service)
        .with(StreamsConfig.APPLICATION_ID_CONFIG, service)
        .with(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap())
        .with(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString())
        .with(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
        .with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS)
        .with(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest")
        .with(
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
            SESSION_MILLIS)
        .with(
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
            HEARTBEAT_MILLIS)
        .with(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0)
        .with(
            StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
            RecordSize.MAX_REQUEST_BYTES)
        .with(
            StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
            RecordSize.MAX_RECORD_BYTES);
  }

  /** Sets one; what was set before is replaced. */
  public StreamSettings with(String name, Object value) {
    properties.put(name, value);
    return this;
  }

  /** The name of the service. */
  public String service() {
    return service;
  }

  /** All of them, for Kafka Streams. */
  public Properties properties() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }
}
