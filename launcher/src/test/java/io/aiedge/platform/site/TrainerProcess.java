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

  /** Stops its clock. */
  Held hold() throws IOException, InterruptedException {
    return Held.hold(kept().stream().map(ProcessHandle::pid).toList());
  }

  private List<ProcessHandle> kept() {
    return keeper.descendants().toList();
  }
}
