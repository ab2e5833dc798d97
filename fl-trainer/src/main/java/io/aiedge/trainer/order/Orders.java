package io.aiedge.trainer.order;

import io.aiedge.event.fl.JobClosed;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.RoundAnnounced;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud was last heard to want of one job. Events may come twice and out of order, as
 * mirroring brings them. Safe for use by several threads: one that hears, one that works.
 */
public final class Orders {
  private final Map<Integer, Instant> firstAnnounced = new HashMap<>();
  private @Nullable JobOpened opened;
  private @Nullable Order newest;
  private @Nullable KafkaException failure;
  private String ending = "asked to end";
  private boolean upToDate;
  private boolean over;

  /** Takes an event of the job; what is no order is left alone. */
  public synchronized void take(SpecificRecord event) {
    if (event instanceof JobOpened job) {
      opened = job;
    } else if (event instanceof RoundAnnounced announced) {
      firstAnnounced.merge(announced.getRound(), announced.getAt(), Orders::earlier);
      Order order = new Order(announced, Instant.EPOCH);
      newest = order.isNewerThan(newest) ? order : newest;
    } else if (event instanceof JobClosed closed) {
      ending = "the job is %s: %s".formatted(closed.getState(), closed.getReason());
      over = true;
    }
    notifyAll();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** What was said before this client began has all been taken: nobody acts on what is outdated. */
  public synchronized void upToDate() {
    upToDate = true;
    notifyAll();
  }

  /** Nothing more is to be done. */
  public synchronized void stop() {
    over = true;
    notifyAll();
  }

  /** Orders can be heard no more, or not be carried out; whoever waits for them gets the reason. */
  public synchronized void fail(KafkaException reason) {
    failure = reason;
    notifyAll();
  }

  /** Whether the job is over, or this client is to stop. */
  public synchronized boolean isOver() {
    return over || failure != null;
  }

  /** Why nothing more is to be done, for people. */
  public synchronized String ending() {
    return ending;
  }

  /** Whether an order still stands. */
  public synchronized boolean stands(Order order) {
    return !isOver() && newest != null && !newest.isNewerThan(order);
  }

  /** Waits for the job to open; empty where it is over. */
  public synchronized Optional<JobOpened> awaitJob() throws InterruptedException {
    while (!isOver() && (opened == null || !upToDate)) {
      wait();
    }
    throwFailure();
    return over ? Optional.empty() : Optional.ofNullable(opened);
  }

  /** Waits for an order newer than {@code done}; empty where the job is over. */
  public synchronized Optional<Order> awaitNext(@Nullable Order done) throws InterruptedException {
    while (!isOver() && (newest == null || opened == null || !newest.isNewerThan(done))) {
      wait();
    }
    throwFailure();
    return over || newest == null || opened == null
        ? Optional.empty()
        : Optional.of(dated(newest, opened));
  }

  /** Version n is made by round n, after its first announcement; version 0 after the job opened. */
  private Order dated(Order order, JobOpened job) {
    Instant since = firstAnnounced.getOrDefault(order.version(), job.getAt());
    return new Order(order.announced(), since);
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }
}
