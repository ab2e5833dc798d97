package io.aiedge.shim.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shim for processes in a directory of its own, which can be opened again. */
abstract class OpenShim {
  /** Says its process's number and runs on. */
  static final String RUNS_ON = "echo $$; exec sleep 1000";

  @TempDir Path directory;
  ProcessShim shim;

  @BeforeEach
  void open() {
    shim = Site.open(directory);
  }

  @AfterEach
  void stop() throws InterruptedException {
    shim.stopAll(Site.PATIENCE);
    shim.close();
  }

  /** What another shim finds after this one was closed, or died. */
  void reopen() {
    shim.close();
    shim = Site.open(directory);
  }
}
