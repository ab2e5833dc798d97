package io.aiedge.client;

import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends single events and waits until they are stored. */
final class EventSender implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final EventCodec codec = new EventCodec();
  private final String source;

  EventSender(String bootstrap, String source) {
    this.source = source;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void send(Topic topic, String key, SpecificRecord event) {
    Instant now = Instant.now();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic.name(),
            null,
            now.toEpochMilli(),
            key,
            codec.encode(event),
            EventHeaders.of(event, source, UUID.randomUUID().toString(), now));
    try {
      producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while sending to " + topic.name(), e);
    } catch (ExecutionException e) {
      throw new KafkaException("could not send to " + topic.name(), e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
