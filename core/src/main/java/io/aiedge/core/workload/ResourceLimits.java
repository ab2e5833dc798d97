package io.aiedge.core.workload;

/**
 * What a workload may use at most; 0 is no limit.
 *
 * @param cpus processors, fractions allowed, at least 0.01
 * @param memoryBytes memory of all its processes together, in bytes, at least 1 MiB
 * @param pids processes and threads at a time
 */
public record ResourceLimits(double cpus, long memoryBytes, int pids) {
  public static final ResourceLimits NONE = new ResourceLimits(0, 0, 0);

  private static final double LEAST_CPUS = 0.01;
  private static final long LEAST_MEMORY_BYTES = 1 << 20;

  public ResourceLimits {
    if (cpus != 0 && !(cpus >= LEAST_CPUS && Double.isFinite(cpus))) {
      throw new IllegalArgumentException(
          "a limit of %s processors is not allowed: give %s or more, or 0 for no limit"
              .formatted(cpus, LEAST_CPUS));
    }
    if (memoryBytes != 0 && memoryBytes < LEAST_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "a memory limit of %d bytes is not allowed: give %d or more, or 0 for no limit"
              .formatted(memoryBytes, LEAST_MEMORY_BYTES));
    }
    if (pids < 0) {
      throw new IllegalArgumentException(
          "a limit of %d processes is not allowed: give 1 or more, or 0 for no limit"
              .formatted(pids));
    }
  }
}
