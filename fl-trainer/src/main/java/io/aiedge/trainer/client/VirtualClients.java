package io.aiedge.trainer.client;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.dataset.Samples;
import io.aiedge.core.encoding.Encoding;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.LocalKafka;
import io.aiedge.trainer.kafka.Site;
import io.aiedge.trainer.order.Order;
import io.aiedge.trainer.order.Orders;
import io.aiedge.trainer.order.RoundFeed;
import io.aiedge.trainer.upload.CommittedUpdates;
import io.aiedge.trainer.upload.ErrorFeedbackStore;
import io.aiedge.trainer.upload.UpdateWriter;
import io.aiedge.trainer.upload.Who;
import io.aiedge.trainer.version.ModelReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Many clients of one job in this process, for benchmarks and for trying a job out before it meets
 * real sites. Each of them hears, trains and sends as a client in a process of its own does; they
 * take turns on one model and share what connects them to Kafka. They end with their process: what
 * a client needs to survive is left out.
 */
public final class VirtualClients {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final Site site;
  private final String job;
  private final Path folder;
  private final Crew crew;
  private final EventCodec codec = new EventCodec();
  private final Clock clock = Clock.systemUTC();
  private final Orders orders = new Orders();

  /** Those who take part. */
  interface Crew extends AutoCloseable {
    /** The learner of each client, by the client's name, once there is something to learn. */
    SortedMap<String, Learner> learners(JobOpened opened);

    @Override
    void close();
  }

  VirtualClients(Site site, String job, Path folder, Crew crew) {
    this.site = site;
    this.job = job;
    this.folder = folder;
    this.crew = crew;
  }

  /**
   * Clients of one job.
   *
   * @param bootstrap Kafka, as host:port
   * @param rows what each client trains on, by its name; they must fit the job's model
   * @param heldOut what all of them judge versions by; each version is looked at once
   * @param folder an empty one for what they keep
   */
  public static VirtualClients of(
      String bootstrap, String job, Map<String, Samples> rows, Samples heldOut, Path folder) {
    Site site = new LocalKafka(bootstrap, "virtual-clients");
    return new VirtualClients(
        site,
        job,
        folder,
        new SharedModel(site, folder.resolve("model"), new TreeMap<>(rows), heldOut));
  }

  /**
   * Takes part until the job is over.
   *
   * @throws IllegalArgumentException if the job's model cannot be trained on the rows
   * @throws org.apache.kafka.common.KafkaException if Kafka fails for minutes
   */
  public void run() throws InterruptedException {
    Thread feed = new Thread(new RoundFeed(site.consumer("rounds"), codec, job, orders), "rounds");
    feed.setDaemon(true);
    feed.start();
    try {
      Optional<JobOpened> opened = orders.awaitJob();
      if (opened.isPresent()) {
        takePart(opened.get());
      }
    } finally {
      orders.stop();
    }
  }

  /** Has them end what is under way. */
  public void stop() {
    orders.stop();
  }

  private void takePart(JobOpened opened) throws InterruptedException {
    JobSpec spec = opened.getSpec();
    ChunkLayout layout =
        new ChunkLayout(spec.getModel().getParameters(), spec.getModel().getChunkElements());
    try (crew;
        Producer<String, byte[]> words = site.producer("progress");
        Producer<String, byte[]> transactions = site.transactions("virtual-clients/" + job);
        ModelReader models = new ModelReader(site.consumer("models"), codec, job, layout)) {
      transactions.initTransactions();
      List<Member> members = new ArrayList<>();
      for (Map.Entry<String, Learner> learner : crew.learners(opened).entrySet()) {
        Who who = new Who(job, learner.getKey());
        UpdateWriter updates = updates(spec, layout, who, transactions);
        Progress progress = new Progress(words, codec, who, clock, orders::fail);
        members.add(new Member(who.client(), learner.getValue(), models, updates, progress));
      }
      try (Heartbeats beating = Heartbeats.start(() -> members.forEach(Member::beat), HEARTBEAT)) {
        members.forEach(Member::ready);
        follow(members);
      }
    }
  }

  private UpdateWriter updates(
      JobSpec spec, ChunkLayout layout, Who who, Producer<String, byte[]> transactions) {
    return new UpdateWriter(
        transactions,
        codec,
        who,
        layout,
        Encoding.valueOf(spec.getTraining().getEncoding().name()),
        new ErrorFeedbackStore(folder.resolve(who.client()), layout),
        transactions.partitionsFor(TopicCatalogue.UPDATES.name()).size(),
        clock);
  }

  private void follow(List<Member> members) throws InterruptedException {
    @Nullable Order done = null;
    Optional<Order> next = orders.awaitNext(done);
    while (next.isPresent()) {
      Order order = next.get();
      members.stream().filter(member -> order.asks(member.name)).forEach(one -> one.work(order));
      done = order;
      next = orders.awaitNext(done);
    }
  }

  /** One of them. */
  private final class Member {
    private final String name;
    private final Learner learner;
    private final Progress progress;
    private final Activity activity = new Activity();
    private final RoundWork work;

    Member(
        String name, Learner learner, ModelReader models, UpdateWriter updates, Progress progress) {
      this.name = name;
      this.learner = learner;
      this.progress = progress;
      this.work =
          new RoundWork(
              orders, learner, models, updates, new CommittedUpdates(), progress, activity);
    }

    void beat() {
      progress.heartbeat(activity.now());
    }

    void ready() {
      progress.ready(learner.samples(), learner.heldOutSamples(), learner.device());
    }

    void work(Order order) {
      work.carryOut(order);
    }
  }
}
