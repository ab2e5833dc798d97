package io.aiedge.shim.reconcile;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shim of a cluster at work: follows the desired workloads in the cluster's own Kafka and
 * reports how they do. While the broker is away, what runs goes on and what is to be told waits.
 *
 * <p>Ending the service leaves the shim open and the workloads running.
 */
public final class ShimService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShimService.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Producer<byte[], byte[]> producer;
  private final StatusReporter reporter;
  private final DesiredWorkloads desired;
  private final Shim.Watch watch;
  private final EventCodec codec = new EventCodec();
  private final Duration tryAgain;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread reading;
  private final Thread writing;

  /**
   * @param consumers a new one is asked for where one has failed
   * @param tryAgain pause before what was refused, or failed, is tried again
   */
  ShimService(
      ClusterPath cluster,
      Shim shim,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Producer<byte[], byte[]> producer,
      MeterRegistry meters,
      Duration tryAgain) {
    this.consumers = consumers;
    this.producer = producer;
    this.tryAgain = tryAgain;
    reporter = new StatusReporter(cluster, producer, codec, meters);
    new ShimMetrics(shim).bindTo(meters);
    desired = new DesiredWorkloads(shim, reporter, tryAgain);
    watch = shim.watch(reporter::status);
    reading = thread("shim-desired", this::read);
    writing = thread("shim-reports", this::write);
  }

  /**
   * Starts to follow.
   *
   * @param cluster whose workloads these are
   * @param bootstrap the cluster's own Kafka, as host:port
   * @param shim what runs them; stays open when this ends
   * @param meters where it counts
   */
  public static ShimService start(
      ClusterPath cluster, String bootstrap, Shim shim, MeterRegistry meters) {
    return new ShimService(
            cluster,
            shim,
            () -> EdgeClients.consumer(bootstrap),
            EdgeClients.producer(bootstrap),
            meters,
            TRY_AGAIN)
        .begin();
  }

  ShimService begin() {
    reading.start();
    writing.start();
    return this;
  }

  /** Follows anew from the beginning where it failed: a cluster must not stay deaf. */
  @SuppressWarnings("IllegalCatch")
  private void read() {
    while (isOpen()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        catchUp(consumer);
        EdgeTopic topic = new EdgeTopic(consumer, TopicCatalogue.WORKLOADS);
        while (isOpen()) {
          topic.follow(record -> desired.follow(Wish.read(record, codec)));
          desired.askAgain();
        }
      } catch (RuntimeException e) {
        LOG.error("The desired workloads cannot be followed; tried again in {}", tryAgain, e);
        pause();
      }
    }
  }

  private void catchUp(Consumer<byte[], byte[]> consumer) {
    Map<WorkloadName, WorkloadReported> lastReports = new HashMap<>();
    new EdgeTopic(consumer, TopicCatalogue.WORKLOAD_STATUSES)
        .catchUp(
            this::isOpen,
            record -> {
              if (record.value() != null
                  && codec.decode(record.value()) instanceof Decoded.Event decoded
                  && decoded.event() instanceof WorkloadReported report) {
                lastReports.put(new WorkloadName(report.getWorkload()), report);
              }
            });
    Map<WorkloadName, Wish> wishes = new LinkedHashMap<>();
    Optional<Long> end =
        new EdgeTopic(consumer, TopicCatalogue.WORKLOADS)
            .catchUp(this::isOpen, record -> collect(Wish.read(record, codec), wishes));
    if (end.isPresent()) {
      desired.begin(wishes, end.get() > 0, lastReports);
    }
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void pause() {
    try {
      var unused = closing.await(tryAgain.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect(Wish wish, Map<WorkloadName, Wish> latest) {
    if (wish instanceof Wish.Run run) {
      latest.put(run.name(), wish);
    } else if (wish instanceof Wish.Gone gone) {
      latest.put(gone.name(), wish);
    } else {
      desired.follow(wish);
    }
  }

  private void write() {
    try {
      reporter.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Writes what is to be told, if the broker is there, and ends within seconds. */
  @Override
  public void close() {
    closing.countDown();
    watch.close();
    await(reading);
    reporter.end();
    await(writing);
    producer.close(Duration.ofSeconds(5));
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
