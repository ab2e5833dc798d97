package io.aiedge.shim.process;

/**
 * How much of a workload's output is kept.
 *
 * @param fileBytes size at which a file counts as full, 1 or more
 * @param oldFiles full files kept beside the current one, 1 or more
 */
public record LogBounds(long fileBytes, int oldFiles) {
  /** Four files of 4 MiB. */
  public static final LogBounds DEFAULT = new LogBounds(4 << 20, 3);

  public LogBounds {
    if (fileBytes < 1 || oldFiles < 1) {
      throw new IllegalArgumentException(
          "a log of %d bytes with %d old files is not allowed: both are 1 or more"
              .formatted(fileBytes, oldFiles));
    }
  }
}
