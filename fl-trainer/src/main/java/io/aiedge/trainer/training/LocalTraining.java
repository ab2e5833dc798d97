package io.aiedge.trainer.training;

import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.tensorflow.Batch;
import io.aiedge.trainer.tensorflow.TrainableModel;
import io.aiedge.trainer.tensorflow.TrainableModel.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Trains a model on a site's rows, round after round. What is done in a round depends on the
 * weights at its start, the rows, the hyper-parameters and the number of the round alone; with one
 * thread it is the same bit for bit. For one thread.
 */
public final class LocalTraining {
  private final TrainableModel model;
  private final Samples samples;
  private final Hyperparameters settings;

  /**
   * Gets ready.
   *
   * @param samples to train on; at least one row, and fit for the model
   * @throws IllegalArgumentException where {@link #mismatch} says so
   */
  public LocalTraining(TrainableModel model, Samples samples, Hyperparameters settings) {
    mismatch(model, samples, settings)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    this.model = model;
    this.samples = samples;
    this.settings = settings;
  }

  /** Why the model cannot be trained on these rows in this way, if so. */
  public static Optional<String> mismatch(
      TrainableModel model, Samples samples, Hyperparameters settings) {
    if (samples.count() == 0) {
      return Optional.of("there are no rows to train on");
    }
    if (settings.proximalMu() > 0 && !model.contract().proximal()) {
      return Optional.of(
          "proximalMu = %s needs the signature train_proximal, which the model lacks"
              .formatted(settings.proximalMu()));
    }
    return model.contract().mismatch(samples);
  }

  /**
   * Trains from the weights as they are, with an optimizer that remembers nothing.
   *
   * @param round of the job, from 1
   * @param goOn asked before each step; training ends where it says no
   */
  public Outcome train(int round, BooleanSupplier goOn) {
    model.resetOptimizer();
    if (settings.proximalMu() > 0) {
      model.setAnchor();
    }
    int size =
        settings.batchSize() == -1
            ? samples.count()
            : Math.min(settings.batchSize(), samples.count());
    int rest = samples.count() % size;
    try (Batch full = model.batch(size);
        Batch last = model.batch(rest == 0 ? size : rest)) {
      return new Run(round, goOn, full, last).passes();
    }
  }

  /** The state of one round. */
  private final class Run {
    private final BooleanSupplier goOn;
    private final Batch full;
    private final Batch last;
    private final float rate;
    private final SplittableRandom random;
    private final long noise;
    private final long began = System.nanoTime();
    private final int[] order = new int[samples.count()];
    private long steps;
    private double lossSum;

    Run(int round, BooleanSupplier goOn, Batch full, Batch last) {
      this.goOn = goOn;
      this.full = full;
      this.last = last;
      this.rate = (float) (settings.learningRate() * settings.schedule().factor(round));
      this.random = new SplittableRandom(new SplittableRandom(settings.seed()).nextLong() + round);
      this.noise = random.nextLong();
      Arrays.setAll(order, i -> i);
    }

    Outcome passes() {
      for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
        shuffle();
        Optional<Outcome> ended = pass(epoch);
        if (ended.isPresent()) {
          return ended.get();
        }
      }
      return new Outcome.Trained(
          samples.count(),
          steps,
          lossSum / ((double) samples.count() * settings.epochs()),
          Duration.ofNanos(System.nanoTime() - began));
    }

    private Optional<Outcome> pass(int epoch) {
      int step = 0;
      for (int from = 0; from < order.length; from += full.rows()) {
        if (!goOn.getAsBoolean()) {
          return Optional.of(new Outcome.Stopped(steps));
        }
        Batch batch = from + full.rows() <= order.length ? full : last;
        batch.fill(samples, order, from);
        float loss = step(batch).loss();
        step++;
        steps++;
        if (!Float.isFinite(loss)) {
          return Optional.of(new Outcome.Diverged(epoch, step, loss));
        }
        lossSum += (double) loss * batch.rows();
      }
      return Optional.empty();
    }

    private Step step(Batch batch) {
      return settings.proximalMu() > 0
          ? model.proximalStep(batch, rate, (float) settings.proximalMu(), noise + steps)
          : model.step(batch, rate, noise + steps);
    }

    /** Fisher and Yates. */
    private void shuffle() {
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
      }
    }
  }
}
