package io.aiedge.trainer.client;

import io.aiedge.schemas.registry.RegistryLookup;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.graph.ModelFiles;
import io.aiedge.trainer.kafka.LocalKafka;
import io.aiedge.trainer.kafka.Site;
import io.aiedge.trainer.order.Orders;
import io.aiedge.trainer.order.RoundFeed;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.upload.Who;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The trainer service: one process for each job and cluster. */
public final class TrainerService {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
  private static final Duration LAST_STEP = Duration.ofSeconds(10);

  private final TrainerConfig config;
  private final Site site;
  private final Preparer preparer;
  private final EventCodec codec;
  private final Orders orders = new Orders();
  private final CountDownLatch ended = new CountDownLatch(1);

  private TrainerService(TrainerConfig config) {
    this.config = config;
    this.codec = new EventCodec(RegistryLookup.atAny(config.registry()));
    this.site = new LocalKafka(config.bootstrap(), "fl-trainer-" + config.client());
    this.preparer =
        new LocalPreparer(
            config.client(),
            config.datasetsDir(),
            new TensorFlowSettings(config.threads(), 1, config.gpu()),
            new ModelFiles(
                site,
                codec,
                config.jobDir().resolve("model"),
                Clock.systemUTC(),
                () -> !orders.isOver()));
  }

  /**
   * Runs a trainer until its job is over, or the process is asked to end.
   *
   * @return the exit code: 0 where nothing is left to be done, 1 where it is worth another try
   */
  public static int run(TrainerConfig config) {
    TrainerService service = new TrainerService(config);
    Runtime.getRuntime().addShutdownHook(new Thread(service::stop, "stop-trainer"));
    return service.run();
  }

  private int run() {
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
      LOG.error(
          "this client was shut out of its transactions: it took too long, or another process has its name");
      return 1;
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
    Map<String, String> context = MDC.getCopyOfContextMap();
    Thread thread =
        new Thread(
            () -> {
              MDC.setContextMap(context);
              feed.run();
            },
            "rounds");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the work under way and waits some seconds for it. */
  private void stop() {
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
