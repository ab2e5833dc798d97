package io.aiedge.platform.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;

class MirrorThreadsTest {
  @Test
  void aWorkerThatWantsToEndTheProcessEndsItsRunOnly() throws InterruptedException {
    MirrorThreads failing = new MirrorThreads("failing");
    MirrorThreads other = new MirrorThreads("other");
    Thread worker =
        new Thread(failing, () -> new Thread(() -> Exit.exit(1)).start(), "starts a worker");
    worker.start();
    worker.join();
    for (Thread thread : threadsOf(failing)) {
      thread.join();
    }
    assertThat(failing.ended()).isTrue();
    assertThat(other.ended()).isFalse();
  }

  private static Thread[] threadsOf(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount()];
    Thread[] found = new Thread[group.enumerate(threads)];
    System.arraycopy(threads, 0, found, 0, found.length);
    return found;
  }
}
