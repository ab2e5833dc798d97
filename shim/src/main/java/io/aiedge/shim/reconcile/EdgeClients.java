package io.aiedge.shim.reconcile;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of the cluster's own Kafka that soon say when it is away. */
final class EdgeClients {
  private static final int AWAY_MILLIS = 5_000;

  private EdgeClients() {}

  /** Belongs to no group: every start reads everything. */
  static Consumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            AWAY_MILLIS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            AWAY_MILLIS),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  static Producer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            AWAY_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            AWAY_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            2 * AWAY_MILLIS),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
