package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/**
 * The trainer of a job at one edge.
 *
 * @param keeper the process of the shim that keeps it, as the edge reports it
 */
record TrainerProcess(ProcessHandle keeper) {
  boolean isAlive() {
    return keeper.isAlive() && !kept().isEmpty();
  }

  /** Ends it with a SIGKILL; the shim sees that it ended. */
  void kill() {
    assertThat(kept()).isNotEmpty().allMatch(ProcessHandle::destroyForcibly);
  }

  /** Stops its clock until what is returned is closed. */
  Held hold() throws IOException, InterruptedException {
    signal("STOP");
    return () -> signal("CONT");
  }

  /** A trainer that does nothing and says nothing. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close() throws IOException, InterruptedException;
  }

  private void signal(String name) throws IOException, InterruptedException {
    for (ProcessHandle one : kept()) {
      String kill = "kill -s %s %d".formatted(name, one.pid());
      assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).as(kill).isZero();
    }
  }

  private List<ProcessHandle> kept() {
    return keeper.descendants().toList();
  }
}
