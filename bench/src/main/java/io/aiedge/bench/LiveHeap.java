package io.aiedge.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** Looks several times a second how much of the heap is in use after a full collection. */
final class LiveHeap implements AutoCloseable {
  private static final int EVERY_MILLIS = 200;
  private static final int LOOKS_AT_REST = 5;
  private static final int BYTES_IN_MEBIBYTE = 1 << 20;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private double most;

  private LiveHeap() {}

  static LiveHeap watch() {
    LiveHeap heap = new LiveHeap();
    var unused =
        heap.thread.scheduleWithFixedDelay(
            heap::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return heap;
  }

  /** What is in use while nothing happens, in MiB: the least of some looks. */
  static double atRestMebibytes() {
    return DoubleStream.generate(LiveHeap::mebibytes).limit(LOOKS_AT_REST).min().orElseThrow();
  }

  private static double mebibytes() {
    System.gc();
    return (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        / BYTES_IN_MEBIBYTE;
  }

  /** For the thread alone. */
  private void look() {
    most = Math.max(most, mebibytes());
  }

  /** The most that was in use, in MiB; looks once more. */
  double mostMebibytes() throws InterruptedException, ExecutionException {
    return thread
        .submit(
            () -> {
              look();
              return most;
            })
        .get();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
