package io.aiedge.shim.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a process shim is given.
 *
 * @param directory where it keeps its workloads; its own
 * @param programs what may be run
 * @param environment of every process beside PATH, HOME and LANG; a workload's own variables win
 * @param logs how much output is kept
 * @param cgroups where control groups are mounted
 * @param poll how often it looks at what runs: the delay in which the end of an adopted process is
 *     seen, and a full log cut
 */
public record ProcessShimConfig(
    Path directory,
    Programs programs,
    Map<String, String> environment,
    LogBounds logs,
    Path cgroups,
    Duration poll) {
  public ProcessShimConfig {
    environment = Map.copyOf(environment);
    if (poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException("a poll of %s is not above 0".formatted(poll));
    }
  }

  /** With the usual values for the rest. */
  public static ProcessShimConfig of(Path directory, Programs programs) {
    return new ProcessShimConfig(
        directory,
        programs,
        Map.of(),
        LogBounds.DEFAULT,
        Path.of("/sys/fs/cgroup"),
        Duration.ofMillis(200));
  }
}
