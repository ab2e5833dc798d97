package io.aiedge.trainer.client;

import io.aiedge.trainer.order.Order;
import io.aiedge.trainer.order.Orders;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.upload.CommittedUpdates;
import io.aiedge.trainer.upload.Update;
import io.aiedge.trainer.upload.UpdateWriter;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.ModelReader;
import io.aiedge.trainer.version.Weights;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out orders: reads the version, says how it does, learns from it, sends what was learned.
 */
final class RoundWork {
  private static final Logger LOG = LoggerFactory.getLogger(RoundWork.class);

  private final Orders orders;
  private final Learner learner;
  private final ModelReader models;
  private final UpdateWriter updates;
  private final CommittedUpdates committed;
  private final Progress progress;
  private final Activity activity;

  RoundWork(
      Orders orders,
      Learner learner,
      ModelReader models,
      UpdateWriter updates,
      CommittedUpdates committed,
      Progress progress,
      Activity activity) {
    this.orders = orders;
    this.learner = learner;
    this.models = models;
    this.updates = updates;
    this.committed = committed;
    this.progress = progress;
    this.activity = activity;
  }

  /** Carries out an order as far as it stands. */
  void carryOut(Order order) {
    activity.begin(order.round());
    follow(order);
    activity.rest();
  }

  private void follow(Order order) {
    long began = System.nanoTime();
    Optional<BaseVersion> read = models.read(order, () -> orders.stands(order));
    if (read.isEmpty()) {
      return;
    }
    BaseVersion base = read.get();
    LOG.info(
        "round {}: version {} read, {} bytes in {} ms",
        order.round(),
        base.version(),
        base.bytes(),
        millisSince(began));
    learner.set(base);
    progress.evaluated(order, learner.evaluate());
    if (order.asksForTraining() && !committed.cover(order)) {
      train(order, base);
    }
  }

  private void train(Order order, BaseVersion base) {
    Outcome outcome = learner.train(order.round(), () -> nextStep(order));
    if (outcome instanceof Outcome.Trained trained) {
      LOG.info(
          "round {}: trained, loss {} in {} ms",
          order.round(),
          trained.meanLoss(),
          trained.time().toMillis());
      try (Weights weights = learner.weights()) {
        send(new Update(order, base, weights, trained));
      }
    } else if (outcome instanceof Outcome.Diverged diverged) {
      fail(order, diverged.reason());
    } else {
      LOG.info("round {}: training ended, for it is not wanted any more", order.round());
    }
  }

  private boolean nextStep(Order order) {
    activity.stepped();
    return orders.stands(order);
  }

  private void send(Update update) {
    Order order = update.order();
    progress.flush(); // a round may close with the update, and takes the scores that are there
    UpdateWriter.Written written = updates.write(update, committed.before(order.round()));
    if (written instanceof UpdateWriter.Written.Committed done) {
      committed.add(order.round(), order.trial());
      LOG.info("round {}: update committed, {} bytes", order.round(), done.bytes());
    } else if (written instanceof UpdateWriter.Written.Refused refused) {
      fail(order, refused.reason());
    }
  }

  private void fail(Order order, String reason) {
    LOG.warn("round {}: no update: {}", order.round(), reason);
    progress.failedIn(order.round(), reason);
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
