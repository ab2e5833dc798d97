package io.aiedge.shim.process;

import static org.awaitility.Awaitility.await;

import io.aiedge.core.workload.Backoff;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A machine with a shell, for tests. */
final class Site {
  static final WorkloadName NAME = new WorkloadName("app");
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Backoff QUICK =
      new Backoff(Duration.ofMillis(20), 2, Duration.ofMillis(100), Duration.ofMinutes(1));

  private Site() {}

  static ProcessShimConfig config(Path directory) {
    return config(directory, Path.of("/sys/fs/cgroup"));
  }

  static ProcessShimConfig config(Path directory, Path cgroups) {
    return new ProcessShimConfig(
        directory,
        new Programs(Map.of("shell", List.of("/bin/sh", "-c")), true),
        Map.of("SITE", "here"),
        new LogBounds(10_000, 2),
        cgroups,
        Duration.ofMillis(20));
  }

  static ProcessShim open(Path directory) {
    try {
      return ProcessShim.open(config(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script, always restarted with quick waits, given a second to stop. */
  static ProcessSpec script(String text) {
    return ProcessSpec.of("shell", text)
        .with(RestartPolicy.ALWAYS.with(QUICK))
        .withStopGrace(Duration.ofSeconds(1));
  }

  static RestartPolicy onFailure() {
    return RestartPolicy.ON_FAILURE.with(QUICK);
  }

  static Workload workload(long revision, ProcessSpec spec) {
    return new Workload(NAME, revision, 1, spec);
  }

  static WorkloadStatus awaitState(Shim shim, WorkloadState state) {
    return awaitStatus(shim, status -> status.state() == state);
  }

  static WorkloadStatus awaitStatus(Shim shim, Predicate<WorkloadStatus> wanted) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> shim.statuses().get(NAME), status -> status != null && wanted.test(status));
  }

  static List<String> awaitLines(Shim shim, int atLeast) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> shim.logs(NAME, 1000), lines -> lines.size() >= atLeast);
  }

  static void awaitDead(long pid) {
    await().atMost(PATIENCE).until(() -> !isAlive(pid));
  }

  static boolean isAlive(long pid) {
    return new ProcFs(Path.of("/proc")).stat(pid).filter(ProcFs.Stat::isAlive).isPresent();
  }
}
