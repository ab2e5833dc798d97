package io.aiedge.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks every second how much of the heap is in use after a full collection. */
final class LiveHeap implements AutoCloseable {
  private static final int BYTES_IN_MEBIBYTE = 1 << 20;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private long most;

  private LiveHeap() {}

  static LiveHeap watch() {
    LiveHeap heap = new LiveHeap();
    var unused = heap.thread.scheduleWithFixedDelay(heap::look, 1, 1, TimeUnit.SECONDS);
    return heap;
  }

  /** For the thread alone. */
  private void look() {
    System.gc();
    most = Math.max(most, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  /** The most that was in use, in MiB; looks once more. */
  double mostMebibytes() throws InterruptedException, ExecutionException {
    Future<Long> last =
        thread.submit(
            () -> {
              look();
              return most;
            });
    return (double) last.get() / BYTES_IN_MEBIBYTE;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
