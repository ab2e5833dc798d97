package io.aiedge.bridge.presence;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.schemas.serde.EventProducer;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
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
  private final Supplier<ClusterRegistered> registration;
  private final Duration interval;
  private final EventProducer producer;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ClusterRegistered said;
  private @Nullable Future<RecordMetadata> telling;
  private long sequence;

  ClusterPresence(
      ClusterPath cluster,
      Supplier<ClusterRegistered> registration,
      Duration interval,
      EventProducer producer) {
    this.cluster = cluster;
    this.registration = registration;
    this.interval = interval;
    this.producer = producer;
  }

  /**
   * Registers and begins to renew.
   *
   * @param registration what the cluster says of itself; asked with each renewal, which it must not
   *     hold up, and told anew where it differs
   */
  public static ClusterPresence start(
      String bootstrap,
      ClusterPath cluster,
      Supplier<ClusterRegistered> registration,
      Duration interval) {
    ClusterPresence presence =
        new ClusterPresence(
            cluster,
            registration,
            interval,
            EventProducer.connect(bootstrap, cluster.value() + "/edge-bridge", PATIENCE));
    var unused =
        presence.clock.scheduleAtFixedRate(
            presence::renew, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return presence;
  }

  /** The lease is renewed also where the cluster cannot say what it is. */
  void renew() {
    attempt("registration", this::register);
    attempt("lease", this::lease);
  }

  /** An exception must not reach the clock, which would never tick again. */
  @SuppressWarnings("IllegalCatch")
  private void attempt(String what, Runnable step) {
    try {
      step.run();
    } catch (KafkaException e) {
      LOG.warn("the {} of {} could not be written: {}", what, cluster, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the {} of {} could not be made", what, cluster, e);
    }
  }

  private void register() {
    ClusterRegistered now = registration.get();
    if (!now.equals(said) || isLost(telling)) {
      LOG.info("{} registers with {} data sets", cluster, now.getDatasets().size());
      telling = producer.send(TopicCatalogue.REGISTRATIONS.name(), cluster.value(), now);
      said = now;
    }
  }

  private void lease() {
    sequence++;
    long millis = interval.multipliedBy(MISSED_RENEWALS).toMillis();
    ClusterLease lease = new ClusterLease(cluster.value(), sequence, millis, Instant.now());
    var unused = producer.send(TopicCatalogue.LEASES.name(), cluster.value(), lease);
  }

  private static boolean isLost(@Nullable Future<RecordMetadata> telling) {
    if (telling == null || !telling.isDone()) {
      return false;
    }
    try {
      telling.get();
      return false;
    } catch (ExecutionException e) {
      LOG.warn("a registration could not be written: {}", String.valueOf(e.getCause()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
      return false;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}
