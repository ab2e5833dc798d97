package io.aiedge.trainer.client;

import io.aiedge.schemas.serde.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The trainer service: one process for each job and cluster. */
public final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final Duration LAST_STEP = Duration.ofSeconds(10);

  private final TrainerConfig config;
  private final Site site;
  private final Preparer preparer;
  private final EventCodec codec = new EventCodec();
  private final Orders orders = new Orders();
  private final CountDownLatch ended = new CountDownLatch(1);

  Trainer(TrainerConfig config, Site site, Preparer preparer) {
    this.config = config;
    this.site = site;
    this.preparer = preparer;
  }

  /** Takes part in the job until it is over. To be called once, from any thread. */
  int run() {
    MDC.put("cluster", config.cluster().value());
    MDC.put("job", config.job());
    Thread feed = feed();
    Who who = new Who(config.job(), config.client());
    Clock clock = Clock.systemUTC();
    try (Progress progress =
        new Progress(site.producer("progress"), codec, who, clock, orders::fail)) {
      feed.start();
      new Participation(config, site, codec, orders, preparer, progress, clock).run();
      return 0;
    } catch (ProducerFencedException e) {
      LOG.warn("another process has taken this client's part in the job: this one ends");
      return 0;
    } catch (KafkaException e) {
      LOG.error("Kafka of this site at {} fails: {}", config.bootstrap(), e.getMessage(), e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      orders.stop();
      ended.countDown();
      MDC.clear();
    }
  }

  private Thread feed() {
    RoundFeed feed = new RoundFeed(site.consumer("rounds"), codec, config.job(), orders);
    Thread thread = new Thread(feed, "rounds");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the work under way and waits some seconds for it. */
  void stop() {
    orders.stop();
    try {
      if (!ended.await(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the work under way did not end in {} s", LAST_STEP.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
