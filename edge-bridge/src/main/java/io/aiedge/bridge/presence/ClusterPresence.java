package io.aiedge.bridge.presence;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.schemas.serde.EventProducer;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a cluster and renews its lease, in the cluster's own Kafka. While the cloud is away the
 * records wait there.
 */
public final class ClusterPresence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPresence.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MISSED_RENEWALS = 3;

  private final ClusterPath cluster;
  private final Duration interval;
  private final EventProducer producer;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private long sequence;

  private ClusterPresence(ClusterPath cluster, Duration interval, EventProducer producer) {
    this.cluster = cluster;
    this.interval = interval;
    this.producer = producer;
  }

  /** Registers and begins to renew. */
  public static ClusterPresence start(
      String bootstrap, ClusterRegistered registration, Duration interval) {
    ClusterPath cluster = new ClusterPath(registration.getPath());
    ClusterPresence presence =
        new ClusterPresence(
            cluster,
            interval,
            EventProducer.connect(bootstrap, cluster.value() + "/edge-bridge", PATIENCE));
    var unused =
        presence.producer.send(TopicCatalogue.REGISTRATIONS.name(), cluster.value(), registration);
    var unusedToo =
        presence.clock.scheduleAtFixedRate(
            presence::renew, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    LOG.info("{} registers with {} data sets", cluster, registration.getDatasets().size());
    return presence;
  }

  private void renew() {
    sequence++;
    ClusterLease lease =
        new ClusterLease(
            cluster.value(),
            sequence,
            interval.multipliedBy(MISSED_RENEWALS).toMillis(),
            Instant.now());
    try {
      var unused = producer.send(TopicCatalogue.LEASES.name(), cluster.value(), lease);
    } catch (KafkaException e) {
      LOG.warn("the lease of {} could not be renewed: {}", cluster, e.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}
