package io.aiedge.shim.process;

import static io.aiedge.shim.process.Site.awaitLines;
import static io.aiedge.shim.process.Site.awaitState;
import static io.aiedge.shim.process.Site.isAlive;
import static io.aiedge.shim.process.Site.script;
import static io.aiedge.shim.process.Site.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.WorkloadState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shim in a Java process of its own that dies a sudden death. */
class KilledShimIT {
  private static final ProcessSpec SERVICE = script("echo $$; exec sleep 1000");

  @TempDir private Path directory;

  @Test
  void aWorkloadSurvivesTheDeathOfItsShimAndIsAdoptedByTheNext() throws Exception {
    Process dying = startShim();
    long keeper = Long.parseLong(dying.inputReader().readLine());
    dying.destroyForcibly().waitFor();
    assertThat(isAlive(keeper)).isTrue();

    try (ProcessShim next = Site.open(directory)) {
      assertThat(awaitState(next, WorkloadState.RUNNING).pid()).isEqualTo(keeper);
      assertThat(next.apply(workload(1, SERVICE))).isEqualTo(new Admission.Unchanged());
      assertThat(awaitLines(next, 1)).hasSize(1);

      assertThat(next.stopAll(Site.PATIENCE)).isTrue();
      assertThat(isAlive(keeper)).isFalse();
    }
  }

  private Process startShim() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Shimmer.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Runs a shim with one workload, says its keeper's pid, and waits for its death. */
  static final class Shimmer {
    private Shimmer() {}

    public static void main(String[] arguments) throws InterruptedException {
      ProcessShim shim = Site.open(Path.of(arguments[0]));
      shim.apply(workload(1, SERVICE));
      long keeper = awaitState(shim, WorkloadState.RUNNING).pid();
      awaitLines(shim, 1);
      System.out.println(keeper);
      Thread.currentThread().join();
    }
  }
}
