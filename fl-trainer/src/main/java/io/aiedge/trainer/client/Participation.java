package io.aiedge.trainer.client;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.encoding.Encoding;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.Site;
import io.aiedge.trainer.order.Order;
import io.aiedge.trainer.order.Orders;
import io.aiedge.trainer.upload.CommittedUpdates;
import io.aiedge.trainer.upload.ErrorFeedbackStore;
import io.aiedge.trainer.upload.UpdateWriter;
import io.aiedge.trainer.upload.Who;
import io.aiedge.trainer.version.ModelReader;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One client's part in one job, from the opening of the job to its end. */
final class Participation {
  private static final Logger LOG = LoggerFactory.getLogger(Participation.class);

  private final TrainerConfig config;
  private final Site site;
  private final EventCodec codec;
  private final Orders orders;
  private final Preparer preparer;
  private final Progress progress;
  private final Clock clock;
  private final Activity activity = new Activity();

  Participation(
      TrainerConfig config,
      Site site,
      EventCodec codec,
      Orders orders,
      Preparer preparer,
      Progress progress,
      Clock clock) {
    this.config = config;
    this.site = site;
    this.codec = codec;
    this.orders = orders;
    this.preparer = preparer;
    this.progress = progress;
    this.clock = clock;
  }

  /** Takes part until the job is over, or says why it cannot. */
  void run() throws InterruptedException {
    Optional<JobOpened> opened = orders.awaitJob();
    if (opened.isEmpty()) {
      LOG.info("nothing to do: {}", orders.ending());
      return;
    }
    JobSpec spec = opened.get().getSpec();
    LOG.info(
        "job {} opened: data set {}, {} parameters",
        spec.getJob(),
        spec.getDataset(),
        spec.getModel().getParameters());
    try (Heartbeats beating =
        Heartbeats.start(() -> progress.heartbeat(activity.now()), config.heartbeat())) {
      Preparation preparation = preparer.prepare(opened.get());
      if (preparation instanceof Preparation.Ready ready) {
        try (Learner learner = ready.learner()) {
          takePart(opened.get(), learner);
        }
      } else if (preparation instanceof Preparation.Unfit unfit && !orders.isOver()) {
        refuse(unfit.reason());
      }
    }
  }

  private void refuse(String reason) {
    LOG.error("this client takes no part: {}", reason);
    progress.failedForGood(reason);
  }

  private void takePart(JobOpened opened, Learner learner) throws InterruptedException {
    JobSpec spec = opened.getSpec();
    ChunkLayout layout =
        new ChunkLayout(spec.getModel().getParameters(), spec.getModel().getChunkElements());
    Who who = new Who(config.job(), config.client());
    try (Producer<String, byte[]> transactions = site.transactions(who.transactions());
        Consumer<String, byte[]> log = site.consumer("progress");
        ModelReader models =
            new ModelReader(site.consumer("models"), codec, config.job(), layout)) {
      int partitions = transactions.partitionsFor(TopicCatalogue.UPDATES.name()).size();
      if (partitions != config.chunkPartitions()) {
        refuse(
            "%s has %d partitions at this site, but topics.chunk-partitions is %d: make it the number of partitions that all sites have"
                .formatted(TopicCatalogue.UPDATES.name(), partitions, config.chunkPartitions()));
        return;
      }
      transactions.initTransactions();
      CommittedUpdates committed =
          CommittedUpdates.read(log, codec, config.job(), config.client(), opened.getAt());
      UpdateWriter updates =
          new UpdateWriter(
              transactions,
              codec,
              who,
              layout,
              Encoding.valueOf(spec.getTraining().getEncoding().name()),
              new ErrorFeedbackStore(config.jobDir().resolve("residuals"), layout),
              partitions,
              clock);
      progress.ready(learner.samples(), learner.heldOutSamples(), learner.device());
      LOG.info(
          "ready on {}: {} rows to train on, {} held out, {} rounds done before",
          learner.device(),
          learner.samples(),
          learner.heldOutSamples(),
          committed.count());
      follow(new RoundWork(orders, learner, models, updates, committed, progress, activity));
    }
  }

  private void follow(RoundWork work) throws InterruptedException {
    @Nullable Order done = null;
    Optional<Order> next = orders.awaitNext(done);
    while (next.isPresent()) {
      done = next.get();
      if (done.asks(config.client())) {
        try (var inRound = MDC.putCloseable("round", String.valueOf(done.round()))) {
          work.carryOut(done);
        }
      }
      next = orders.awaitNext(done);
    }
    LOG.info("no more rounds: {}", orders.ending());
  }
}
