package io.aiedge.fl.accumulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Chunks that came before their round was opened. Only where they stand in the log is kept; they
 * are read again once the round is open.
 */
final class Parking {
  private static final String PARKED = "P";

  private final KeyValueStore<String, byte[]> store;

  Parking(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * A chunk that waits.
   *
   * @param offset where it stands in the log
   * @param since when it came, in milliseconds
   * @param key the key of the record
   */
  record Parked(String job, int round, long offset, long since, byte[] key) {}

  void park(Parked chunk) {
    byte[] value =
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES + chunk.key.length)
            .putInt(chunk.round)
            .putLong(chunk.since)
            .put(chunk.key)
            .array();
    store.put(key(chunk), value);
  }

  void release(Parked chunk) {
    store.delete(key(chunk));
  }

  /** The chunks of a job that wait, in order of arrival. */
  List<Parked> of(String job) {
    return scan(StoreKey.prefix(PARKED, job));
  }

  /** All chunks that wait. */
  List<Parked> all() {
    return scan(StoreKey.prefix(PARKED));
  }

  private List<Parked> scan(String prefix) {
    List<Parked> parked = new ArrayList<>();
    try (var entries = StoreKey.scan(store, prefix)) {
      entries.forEachRemaining(entry -> parked.add(parked(entry.key, entry.value)));
    }
    return parked;
  }

  private static Parked parked(String key, byte[] value) {
    List<String> fields = StoreKey.fields(key);
    ByteBuffer in = ByteBuffer.wrap(value);
    int round = in.getInt();
    long since = in.getLong();
    byte[] recordKey = new byte[in.remaining()];
    in.get(recordKey);
    return new Parked(fields.get(1), round, StoreKey.longNumber(fields.get(2)), since, recordKey);
  }

  private static String key(Parked chunk) {
    return StoreKey.of(PARKED, chunk.job, StoreKey.number(chunk.offset));
  }
}
