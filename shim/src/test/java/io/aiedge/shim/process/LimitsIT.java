package io.aiedge.shim.process;

import static io.aiedge.shim.process.Site.NAME;
import static io.aiedge.shim.process.Site.awaitState;
import static io.aiedge.shim.process.Site.awaitStatus;
import static io.aiedge.shim.process.Site.script;
import static io.aiedge.shim.process.Site.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.ResourceLimits;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs and processes stay within their bounds. */
class LimitsIT extends OpenShim {
  @Test
  void aLongLogIsCutAndItsEndKept() {
    shim.apply(
        workload(
            1,
            script(
                "i=0; while [ $i -lt 60 ]; do i=$((i+1)); printf '%1000d\\n' $i; sleep 0.02; done; sleep 1000")));

    await()
        .atMost(Site.PATIENCE)
        .until(() -> shim.logs(NAME, 1), last -> last.toString().contains(" 60"));

    Path log = directory.resolve("workloads/app/output.log");
    await().atMost(Site.PATIENCE).until(() -> Files.size(log) < 10_000);
    assertThat(log.resolveSibling("output.log.2")).exists();
    assertThat(log.resolveSibling("output.log.3")).doesNotExist();
    assertThat(shim.logs(NAME, 3).stream().map(String::strip)).containsExactly("58", "59", "60");
  }

  @Test
  void theLogOfAProcessThatKeepsFailingIsBoundedToo() {
    shim.apply(workload(1, script("printf '%9000d\\n' 1; exit 1")));

    awaitStatus(shim, status -> status.restarts() >= 6);

    assertThat(directory.resolve("workloads/app/output.log").toFile().length()).isLessThan(20_000);
  }

  @Test
  void aProcessAboveItsMemoryLimitIsKilled() {
    assumeLimits();
    String hog = "x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#x}";
    shim.apply(
        workload(
            1, script(hog).with(new ResourceLimits(0.5, 32 << 20, 50)).with(RestartPolicy.NEVER)));

    WorkloadStatus status = awaitState(shim, WorkloadState.FAILED);

    assertThat(status.lastExit()).isEqualTo(new Exit(137));
    assertThat(status.message())
        .isEqualTo(
            "reached its memory limit of 33554432 bytes; ended with exit code 137 (killed); it is not restarted");
  }

  @Test
  void limitsThatCannotBeSetAreToldAndTheProcessRuns() throws IOException {
    shim.close();
    Path nowhere = Files.createDirectory(directory.resolve("no-cgroups"));
    shim = ProcessShim.open(Site.config(directory, nowhere));
    shim.apply(workload(1, script(RUNS_ON).with(new ResourceLimits(0.5, 64 << 20, 0))));

    assertThat(awaitState(shim, WorkloadState.RUNNING).message())
        .isEqualTo(
            "limits not applied: cpus, memory (control groups below %s cannot be written)"
                .formatted(nowhere));
  }

  private static void assumeLimits() {
    Cgroups cgroups = new Cgroups(Path.of("/sys/fs/cgroup"));
    List<String> missing = cgroups.create("probe", new ResourceLimits(1, 32 << 20, 10)).missing();
    try {
      cgroups.remove("probe");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!missing.isEmpty()) {
      System.out.println("Skipped: control groups cannot be written here for " + missing);
    }
    assumeTrue(missing.isEmpty(), "control groups cannot be written here");
  }
}
