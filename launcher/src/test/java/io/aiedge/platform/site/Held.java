package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Processes whose clocks are stopped until this is closed: they do nothing and say nothing. */
final class Held implements AutoCloseable {
  private final List<Long> pids;

  private Held(List<Long> pids) {
    this.pids = pids;
  }

  static Held hold(List<Long> pids) throws IOException, InterruptedException {
    Held held = new Held(List.copyOf(pids));
    held.signal("STOP");
    return held;
  }

  private void signal(String name) throws IOException, InterruptedException {
    for (long pid : pids) {
      String kill = "kill -s %s %d".formatted(name, pid);
      assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).as(kill).isZero();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    signal("CONT");
  }
}
