package io.aiedge.trainer.dataset;

/**
 * Memory that rows may take: better a refusal that says what to do than a machine that dies of a
 * file, or of a header that lies.
 *
 * @param maxBytes limit
 */
record Memory(long maxBytes) {
  private static final int MAX_FLOATS = Integer.MAX_VALUE - 8;

  /** All that the virtual machine may use. */
  static Memory ofThisMachine() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /** Refuses more floats than fit. */
  void require(DataFile file, long floats) throws MalformedData {
    if (floats > MAX_FLOATS || floats * Float.BYTES > maxBytes) {
      throw MalformedData.in(
          file,
          "%d MiB of features do not fit the memory of %d MiB: declare fewer rows, or give the"
              + " trainer more",
          (floats * Float.BYTES) >> 20,
          maxBytes >> 20);
    }
  }
}
