package io.aiedge.trainer.archive;

/**
 * How much an archive may hold.
 *
 * @param files at most
 * @param bytes of all files, unpacked, at most
 */
public record ArchiveLimits(int files, long bytes) {
  /** For models to 512 MiB. */
  public static final ArchiveLimits USUAL = new ArchiveLimits(1000, 512L << 20);
}
