package io.aiedge.trainer.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says again and again that a client is there, however busy it is. */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "heartbeats");
            made.setDaemon(true);
            return made;
          });

  private Heartbeats() {}

  /** Begins now and ends when closed; a beat that Kafka does not take is left out. */
  static Heartbeats start(Runnable beat, Duration every) {
    Heartbeats heartbeats = new Heartbeats();
    heartbeats.thread.scheduleWithFixedDelay(
        () -> tried(beat), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return heartbeats;
  }

  private static void tried(Runnable beat) {
    try {
      beat.run();
    } catch (KafkaException e) {
      LOG.debug("a heartbeat is lost", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
