package io.aiedge.bridge.presence;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a cluster and renews its lease, in the cluster's own Kafka. While the cloud is away the
 * records wait there.
 */
public final class ClusterPresence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPresence.class);
  private static final int MISSED_RENEWALS = 3;

  private final ClusterPath cluster;
  private final Duration interval;
  private final Producer<String, byte[]> producer;
  private final EventCodec codec = new EventCodec();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private long sequence;

  ClusterPresence(ClusterPath cluster, Duration interval, Producer<String, byte[]> producer) {
    this.cluster = cluster;
    this.interval = interval;
    this.producer = producer;
  }

  /** Registers and begins to renew. */
  public static ClusterPresence start(
      String bootstrap, ClusterRegistered registration, Duration interval) {
    ClusterPresence presence =
        new ClusterPresence(
            new ClusterPath(registration.getPath()),
            interval,
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringSerializer(),
                new ByteArraySerializer()));
    presence.begin(registration);
    return presence;
  }

  void begin(ClusterRegistered registration) {
    send(TopicCatalogue.REGISTRATIONS, registration);
    var unused =
        clock.scheduleAtFixedRate(this::renew, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    LOG.info("{} registers with {} data sets", cluster, registration.getDatasets().size());
  }

  private void renew() {
    sequence++;
    send(
        TopicCatalogue.LEASES,
        new ClusterLease(
            cluster.value(),
            sequence,
            interval.multipliedBy(MISSED_RENEWALS).toMillis(),
            Instant.now()));
  }

  private void send(Topic topic, SpecificRecord event) {
    producer.send(
        new ProducerRecord<>(
            topic.name(),
            null,
            null,
            cluster.value(),
            codec.encode(event),
            EventHeaders.of(
                event,
                cluster.value() + "/edge-bridge",
                UUID.randomUUID().toString(),
                Instant.now())),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.warn("{} could not be written: {}", topic.name(), failure.getMessage());
          }
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(interval);
  }
}
