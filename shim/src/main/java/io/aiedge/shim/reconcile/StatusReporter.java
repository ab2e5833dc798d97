package io.aiedge.shim.reconcile;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.workload.WorkloadStatus;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.shim.workload.WorkloadEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes reports to the cluster's own Kafka, in order and at least once. While the broker is away
 * they wait, {@value #MAX_WAITING} at most; beyond that the oldest go, for what counts is the
 * latest of each workload. Whoever reports never waits.
 */
final class StatusReporter implements DesiredWorkloads.Reports {
  static final int MAX_WAITING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);

  private final ClusterPath cluster;
  private final Producer<byte[], byte[]> producer;
  private final EventCodec codec;
  private final MeterRegistry meters;
  private final BlockingDeque<Report> waiting = new LinkedBlockingDeque<>(MAX_WAITING);
  private volatile boolean running = true;

  private record Report(Topic topic, String key, SpecificRecord event) {}

  StatusReporter(
      ClusterPath cluster,
      Producer<byte[], byte[]> producer,
      EventCodec codec,
      MeterRegistry meters) {
    this.cluster = cluster;
    this.producer = producer;
    this.codec = codec;
    this.meters = meters;
  }

  @Override
  public void status(WorkloadStatus status) {
    put(
        new Report(
            TopicCatalogue.WORKLOAD_STATUSES,
            status.name().value(),
            WorkloadEvents.report(cluster.value(), status)));
  }

  @Override
  public void unusable(DeadLetter letter) {
    Counter.builder("aiedge_dead_letters_total")
        .description("Records that were not used, by reason")
        .tag("service", letter.getService())
        .tag("reason", letter.getReason())
        .register(meters)
        .increment();
    put(new Report(TopicCatalogue.EDGE_DEAD_LETTERS, letter.getTopic(), letter));
  }

  private synchronized void put(Report report) {
    while (!waiting.offerLast(report)) {
      waiting.pollFirst();
    }
  }

  /** Writes until {@link #end}, and then what still waits if the broker is there. */
  void run() throws InterruptedException {
    while (running || !waiting.isEmpty()) {
      Report next = waiting.pollFirst(100, TimeUnit.MILLISECONDS);
      if (next != null && !written(next)) {
        if (!running) {
          LOG.warn("Kafka is away: {} reports are not written", waiting.size() + 1);
          return;
        }
        waiting.offerFirst(next);
      }
    }
  }

  /** Whether it need not be written again. One that cannot be written holds up no other. */
  @SuppressWarnings("IllegalCatch")
  private boolean written(Report report) throws InterruptedException {
    try {
      return sent(report);
    } catch (RuntimeException e) {
      LOG.error("A report on {} is lost", report.key(), e);
      return true;
    }
  }

  private boolean sent(Report report) throws InterruptedException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            report.topic().name(),
            null,
            report.key().getBytes(StandardCharsets.UTF_8),
            codec.encode(report.event()),
            EventHeaders.of(
                report.event(), cluster + "/shim", UUID.randomUUID().toString(), Instant.now()));
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        LOG.debug("A report waits for Kafka", e.getCause());
        return false;
      }
      LOG.warn("A report on {} is lost", report.key(), e.getCause());
    }
    return true;
  }

  void end() {
    running = false;
  }
}
