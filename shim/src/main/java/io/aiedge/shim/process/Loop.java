package io.aiedge.shim.process;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all workloads of a shim are seen to. */
final class Loop extends ScheduledThreadPoolExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  Loop() {
    super(
        1,
        task -> {
          Thread thread = new Thread(task, "process-shim");
          thread.setDaemon(true);
          return thread;
        });
    setRemoveOnCancelPolicy(true);
    setRejectedExecutionHandler(Loop::cancel);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** What comes after the end is cancelled, so that nobody waits for it. */
  private static void cancel(Runnable task, ThreadPoolExecutor ended) {
    if (task instanceof Future<?> future) {
      future.cancel(false);
    }
  }

  /** Does something on the thread and returns what came of it. */
  <T> T call(Callable<T> task) {
    try {
      return submit(task).get();
    } catch (CancellationException e) {
      throw new IllegalStateException("the shim is closed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shim was asked", e);
    }
  }

  /** Lets the step in progress end, and does no other. */
  void end() {
    shutdown();
    boolean interrupted = false;
    while (!isTerminated()) {
      try {
        awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What fails on the thread is a bug: it is told, and the other workloads go on. */
  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    if (thrown == null && task instanceof Future<?> future && future.isDone()) {
      tell(future);
    }
  }

  private static void tell(Future<?> future) {
    if (!future.isCancelled()) {
      try {
        future.get();
      } catch (ExecutionException e) {
        LOG.error(
            "A workload is no longer seen to: restart the shim and report this", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
