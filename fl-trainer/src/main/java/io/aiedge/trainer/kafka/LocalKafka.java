package io.aiedge.trainer.kafka;

import io.aiedge.schemas.topic.RecordSize;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes clients of the Kafka of this site. A broker that is away for some minutes is waited for;
 * after that the client gives up, and whoever supervises it starts it again.
 *
 * @param bootstrap the address, as host:port
 * @param client the name of this client, for the broker's logs
 */
public record LocalKafka(String bootstrap, String client) implements Site {
  private static final int PATIENCE_MILLIS = 300_000;
  private static final int TRANSACTION_MILLIS = 60_000;

  @Override
  public Consumer<String, byte[]> consumer(String purpose) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client + "-" + purpose);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Producer<String, byte[]> producer(String purpose) {
    return new KafkaProducer<>(
        settings(purpose), new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public Producer<String, byte[]> transactions(String identity) {
    Map<String, Object> settings = settings("transactions");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, identity);
    // Not longer: readers of committed records wait behind the transaction of a client that died.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> settings(String purpose) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, client + "-" + purpose);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSize.MAX_REQUEST_BYTES);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    return settings;
  }
}
