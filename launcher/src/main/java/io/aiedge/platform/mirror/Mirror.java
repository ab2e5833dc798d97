package io.aiedge.platform.mirror;

import io.aiedge.platform.mirror.MirrorHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirror of an edge, kept running: it waits for a cloud that is not there yet, and is started
 * again when a part of it fails, which MirrorMaker would leave as it is. Records are carried at
 * least once: after a fault those of the last second or so come again.
 */
public final class Mirror implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofMinutes(1);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration RESTART = Duration.ofMinutes(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final int ANSWER_MILLIS = 3_000;

  private final MirrorSettings settings;
  private final Starter starter;
  private final ScheduledExecutorService watch;

  private volatile MirrorHealth health;
  private @Nullable MirrorRun run;
  private Set<String> pastWorkers = Set.of();
  private Instant nextStart = Instant.MIN;
  private int failuresInARow;

  /** How a run is begun: {@link MirrorRun#start}. */
  interface Starter {
    MirrorRun start(MirrorSettings settings, Set<String> pastWorkers) throws InterruptedException;
  }

  private Mirror(MirrorSettings settings, Starter starter) {
    this.settings = settings;
    this.starter = starter;
    this.health = new MirrorHealth(State.WAITING, "not started yet", Instant.now(), 0);
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "mirror-watch-" + settings.cluster());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a mirror and returns at once, whether or not the sites can be reached. */
  public static Mirror start(MirrorSettings settings) {
    return start(settings, MirrorRun::start);
  }

  static Mirror start(MirrorSettings settings, Starter starter) {
    Mirror mirror = new Mirror(settings, starter);
    var unused =
        mirror.watch.scheduleWithFixedDelay(
            mirror::step, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return mirror;
  }

  /** How it does now. */
  public MirrorHealth health() {
    return health;
  }

  /**
   * Stops the mirror; to be called before the edge's broker is stopped. Takes a few seconds; where
   * the cloud is out of reach the rest is left to the end of the process, and nothing is lost.
   */
  @Override
  public void close() {
    watch.shutdownNow();
    try {
      boolean stopped = watch.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
      if (stopped && run != null) {
        stopped = run.stop(CLOSE);
      }
      become(State.CLOSED, stopped ? "stopped" : "left to stop by itself");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() {
    try {
      stepOrFail();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Nothing unexpected may leave a step: the executor would never do another. */
  @SuppressWarnings("IllegalCatch")
  private void stepOrFail() throws InterruptedException {
    try {
      if (run == null) {
        startWhenPossible();
      } else {
        look(run);
      }
    } catch (RuntimeException e) {
      LOG.error("mirror of {} failed unexpectedly", settings.cluster(), e);
      restartLater(e.toString(), pastWorkers);
    }
  }

  private void startWhenPossible() throws InterruptedException {
    if (Instant.now().isBefore(nextStart)) {
      return;
    }
    for (String site : new String[] {settings.edge(), settings.cloud()}) {
      Optional<String> silence = silence(site);
      if (silence.isPresent()) {
        become(State.WAITING, silence.get());
        return;
      }
    }
    try {
      become(State.STARTING, "both sites answer");
      run = starter.start(settings, pastWorkers);
    } catch (KafkaException e) {
      become(State.WAITING, String.valueOf(e.getMessage()));
    }
  }

  private void look(MirrorRun current) throws InterruptedException {
    MirrorRun.Seen seen = current.look();
    if (seen instanceof MirrorRun.Seen.Failed failed) {
      restartLater(failed.reason(), current.workers());
    } else if (seen instanceof MirrorRun.Seen.Running) {
      become(State.RUNNING, "carries records");
      if (health.since().plus(STEADY).isBefore(Instant.now())) {
        failuresInARow = 0;
      }
    } else if (health.state() == State.STARTING
        && health.since().plus(START).isBefore(Instant.now())) {
      restartLater("not all of it came up within " + START.toSeconds() + " s", current.workers());
    } else {
      become(State.STARTING, "both sites answer");
    }
  }

  private void restartLater(String reason, Set<String> workers) throws InterruptedException {
    Duration pause = Duration.ofSeconds(1L << Math.min(failuresInARow, 10));
    pause = pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    failuresInARow++;
    health =
        new MirrorHealth(health.state(), health.detail(), health.since(), health.restarts() + 1);
    become(State.FAILED, reason + "; starting again in " + pause.toSeconds() + " s");
    pastWorkers = workers;
    if (run != null && !run.stop(RESTART)) {
      LOG.warn("the failed mirror of {} still stops", settings.cluster());
    }
    run = null;
    nextStart = Instant.now().plus(pause);
  }

  /** One line in the log for each change of state. */
  private void become(State state, String detail) {
    MirrorHealth before = health;
    if (before.state() != state || !before.detail().equals(detail)) {
      health = new MirrorHealth(state, detail, Instant.now(), before.restarts());
      if (state == State.FAILED) {
        LOG.warn("mirror of {} is {}: {}", settings.cluster(), state, detail);
      } else {
        LOG.info("mirror of {} is {}: {}", settings.cluster(), state, detail);
      }
    }
  }

  /** Why Kafka at a site cannot be worked with now; empty where it answers. */
  private static Optional<String> silence(String bootstrap) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS,
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
            1_000,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            1_000,
            AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
            false);
    try (Admin admin = Admin.create(client)) {
      admin.describeCluster().clusterId().get();
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.debug("{} does not answer", bootstrap, e);
      return Optional.of("Kafka at " + bootstrap + " does not answer");
    } catch (KafkaException e) { // such as a name that cannot be resolved while offline
      Throwable reason = e.getCause() == null ? e : e.getCause();
      return Optional.of(
          "Kafka at %s cannot be asked: %s".formatted(bootstrap, reason.getMessage()));
    }
  }
}
