package io.aiedge.schemas.serde;

import io.aiedge.schemas.topic.RecordSize;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events with their headers: in order, acknowledged by all replicas, once each unless the
 * producer dies between the write and its acknowledgement. Safe for use by several threads, except
 * for transactions, which belong to one.
 */
public final class EventProducer implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final String source;
  private final Clock clock;

  /**
   * Writes through a producer that is closed with this.
   *
   * @param source who speaks, such as {@code north.hangzhou-1/presence}
   */
  public EventProducer(
      Producer<String, byte[]> producer, EventCodec codec, String source, Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Writes single events.
   *
   * @param bootstrap Kafka, as host:port
   * @param source who speaks, such as {@code north.hangzhou-1/presence}
   * @param patience how long an event is tried to be written, at least 2 ms
   */
  public static EventProducer connect(String bootstrap, String source, Duration patience) {
    return connect(settings(bootstrap, source, patience), source);
  }

  /**
   * Writes in transactions. An earlier producer of the same identity is shut out, and what it left
   * open is rolled back.
   *
   * @param identity the same at each start of the same client, and no one else's
   * @param patience how long a transaction may take; readers of committed records wait that long
   *     behind a producer that died
   * @throws KafkaException if Kafka does not answer within {@code patience}
   */
  public static EventProducer transactional(
      String bootstrap, String source, String identity, Duration patience) {
    Map<String, Object> settings = settings(bootstrap, source, patience);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, identity);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(patience));
    EventProducer made = connect(settings, source);
    try {
      made.producer.initTransactions();
      return made;
    } catch (KafkaException e) {
      made.producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static EventProducer connect(Map<String, Object> settings, String source) {
    return new EventProducer(
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
        new EventCodec(),
        source,
        Clock.systemUTC());
  }

  static Map<String, Object> settings(String bootstrap, String source, Duration patience) {
    int millis = millis(patience);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, source);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSize.MAX_REQUEST_BYTES);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(30_000, millis / 2));
    return settings;
  }

  private static int millis(Duration patience) {
    return Math.toIntExact(patience.toMillis());
  }

  /** Writes to the partition that the key chooses; the future ends when all replicas have it. */
  public Future<RecordMetadata> send(String topic, String key, SpecificRecord event) {
    return producer.send(record(topic, null, key, event));
  }

  /** Writes to a partition; the future ends when all replicas have it. */
  public Future<RecordMetadata> send(
      String topic, int partition, String key, SpecificRecord event) {
    return producer.send(record(topic, partition, key, event));
  }

  private ProducerRecord<String, byte[]> record(
      String topic, @Nullable Integer partition, String key, SpecificRecord event) {
    Instant now = clock.instant();
    return new ProducerRecord<>(
        topic,
        partition,
        now.toEpochMilli(),
        key,
        codec.encode(event),
        EventHeaders.of(event, source, UUID.randomUUID().toString(), now));
  }

  /** Begins a transaction. */
  public void begin() {
    producer.beginTransaction();
  }

  /** Makes all that was sent since {@link #begin} seen, or throws and makes nothing seen. */
  public void commit() {
    producer.commitTransaction();
  }

  /** Takes back all that was sent since {@link #begin}. */
  public void abort() {
    producer.abortTransaction();
  }

  /** Waits until all that was sent is written or given up. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
