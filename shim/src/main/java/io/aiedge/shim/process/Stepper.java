package io.aiedge.shim.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a step as it asks for: each returns when the next is due, or nothing. Used by the thread
 * of the executor only.
 */
final class Stepper {
  private final ScheduledExecutorService loop;
  private final Supplier<Optional<Duration>> step;
  private @Nullable ScheduledFuture<?> next;

  Stepper(ScheduledExecutorService loop, Supplier<Optional<Duration>> step) {
    this.loop = loop;
    this.step = step;
  }

  /** Does the step, and does it again when it is next due. */
  void now() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
    step.get()
        .ifPresent(
            delay -> next = loop.schedule(this::now, delay.toMillis(), TimeUnit.MILLISECONDS));
  }
}
