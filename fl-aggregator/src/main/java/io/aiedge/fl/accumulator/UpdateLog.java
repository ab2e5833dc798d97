package io.aiedge.fl.accumulator;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads records of {@code fl.updates} again, by where they stand. Used by one thread at a time. */
interface UpdateLog extends AutoCloseable {
  /**
   * Hands over the records at these offsets that are still there, in order. What the log no longer
   * has is passed over in silence.
   */
  void read(int partition, SortedSet<Long> offsets, Consumer<Entry> reader);

  @Override
  void close();

  /** Makes one for each partition that is worked on. */
  interface Source extends Supplier<UpdateLog> {}

  /**
   * A record of the log.
   *
   * @param key empty where it had none
   * @param value empty where it had none
   */
  record Entry(long offset, byte[] key, byte[] value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Entry that
          && offset == that.offset
          && Arrays.equals(key, that.key)
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(offset);
    }
  }
}
