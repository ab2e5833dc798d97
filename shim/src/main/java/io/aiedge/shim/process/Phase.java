package io.aiedge.shim.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a supervised workload is in the middle of. */
sealed interface Phase {
  /**
   * It is to be started.
   *
   * @param atNanos when, on {@link System#nanoTime}'s clock
   * @param restarts starts of this generation so far
   * @param inARow restarts since it was last healthy, this one included
   */
  record Due(long atNanos, int restarts, int inARow) implements Phase {
    static Due now() {
      return new Due(System.nanoTime(), 0, 0);
    }
  }

  /**
   * It runs.
   *
   * @param process its keeper, where this shim started it; null where it was found running
   */
  record Running(ProcessGroup group, @Nullable Process process) implements Phase {}

  /**
   * What is left of an instance is being stopped.
   *
   * @param killAtNanos when asking is over, on {@link System#nanoTime}'s clock
   * @param next what then
   */
  record Stopping(ProcessGroup group, long killAtNanos, Next next) implements Phase {
    static Stopping begin(ProcessGroup group, Duration grace, Next next) {
      return new Stopping(group, System.nanoTime() + grace.toNanos(), next);
    }

    Stopping then(Next other) {
      return new Stopping(group, killAtNanos, other);
    }

    boolean askingIsOver() {
      return System.nanoTime() - killAtNanos >= 0;
    }
  }

  /** Nothing of it runs. */
  record Stopped(Next next) implements Phase {}

  /** Nothing is to be done until somebody changes the workload. */
  record Resting() implements Phase {}

  /** What follows a stop. */
  sealed interface Next {
    /** The current generation is started. */
    record Start() implements Next {}

    /** The restart policy decides what follows the end of an instance. */
    record Decide(Instance instance, Ended ended) implements Next {}

    /** It stays stopped while this shim lives, and is started by the one after it. */
    record Halt() implements Next {}

    /** It is forgotten. */
    record Forget() implements Next {}
  }
}
