package io.aiedge.shim.process;

import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadSpec;
import io.aiedge.shim.conformance.ShimConformance;
import io.aiedge.shim.conformance.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class ProcessShimConformanceIT extends ShimConformance {
  @TempDir private Path directory;

  @Override
  protected Subject subject() {
    return new Machine(directory);
  }

  private record Machine(Path directory) implements Subject {
    private static final ProcFs PROC = new ProcFs(Path.of("/proc"));

    @Override
    public Shim open() throws IOException {
      return ProcessShim.open(Site.config(directory));
    }

    @Override
    public WorkloadSpec running(String line) {
      return Site.script("echo '%s'; exec sleep 1000".formatted(line));
    }

    @Override
    public WorkloadSpec ending(String line, int code) {
      return Site.script("echo '%s'; exit %d".formatted(line, code)).with(RestartPolicy.NEVER);
    }

    @Override
    public WorkloadSpec impossible() {
      return ProcessSpec.of("not-installed");
    }

    @Override
    public int instances(WorkloadName name) throws IOException {
      return keepers(name).size();
    }

    @Override
    public void kill(WorkloadName name) throws IOException {
      List<Long> sessions = keepers(name);
      for (ProcFs.Stat stat : PROC.processes()) {
        if (sessions.contains(stat.session())) {
          ProcessHandle.of(stat.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }

    private List<Long> keepers(WorkloadName name) throws IOException {
      String theirs = directory.resolve("workloads").resolve(name.value()) + "/";
      return PROC.processes().stream()
          .filter(stat -> stat.pid() == stat.session())
          .map(ProcFs.Stat::pid)
          .filter(pid -> commandLine(pid).contains(theirs))
          .toList();
    }

    private static String commandLine(long pid) {
      try {
        return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return ""; // it has ended
      }
    }

    @Override
    public void close() throws IOException {
      try (ProcessShim shim = ProcessShim.open(Site.config(directory))) {
        shim.stopAll(Site.PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
