package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.FixedPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The large arrays of a partition: sums of open rounds, weights of versions and what strategies
 * remember of them.
 *
 * <p>A sum is changed in place in the array that the store's cache holds and then put again, which
 * marks it as changed: it goes to the changelog once per commit however many updates were added.
 */
final class Tensors {
  /** What stands in front of the slots of a strategy. */
  static final int WEIGHTS = 0;

  private static final String SUM = "S";
  private static final String VERSION = "V";

  private final KeyValueStore<String, byte[]> store;

  Tensors(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** The sum of a chunk; null where nothing was added yet, or the sum was used up. */
  byte @Nullable [] sum(OpenRound round, int chunk) {
    return store.get(sumKey(round, chunk));
  }

  /** The sum of a chunk, zero where there is none yet. */
  byte[] sumOrZero(OpenRound round, int chunk) {
    byte[] sum = sum(round, chunk);
    return sum == null ? FixedPoint.zero(round.layout().elements(chunk)) : sum;
  }

  void putSum(OpenRound round, int chunk, byte[] sum) {
    store.put(sumKey(round, chunk), sum);
  }

  void dropSum(OpenRound round, int chunk) {
    store.delete(sumKey(round, chunk));
  }

  /**
   * An array of a version.
   *
   * @param slot {@link #WEIGHTS}, or 1 and up for the slots of the strategy
   * @return float32, little-endian; null where it is not here
   */
  byte @Nullable [] get(String job, int version, int slot, int chunk) {
    return store.get(versionKey(job, version, slot, chunk));
  }

  void put(String job, int version, int slot, int chunk, byte[] values) {
    store.put(versionKey(job, version, slot, chunk), values);
  }

  /** Forgets the sums of all rounds of a job. */
  void dropSums(String job) {
    StoreKey.deleteAll(store, StoreKey.prefix(SUM, job));
  }

  /** Forgets all versions of a job but one. */
  void dropVersionsBut(String job, int version) {
    String kept = StoreKey.prefix(VERSION, job, StoreKey.number(version));
    List<String> others = new ArrayList<>();
    try (var entries = StoreKey.scan(store, StoreKey.prefix(VERSION, job))) {
      entries.forEachRemaining(
          entry -> {
            if (!entry.key.startsWith(kept)) {
              others.add(entry.key);
            }
          });
    }
    others.forEach(store::delete);
  }

  /** Forgets all of a job. */
  void dropAll(String job) {
    dropSums(job);
    StoreKey.deleteAll(store, StoreKey.prefix(VERSION, job));
  }

  static float[] floats(byte[] values) {
    float[] floats = new float[values.length / Float.BYTES];
    ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  static byte[] bytes(float[] floats) {
    byte[] values = new byte[floats.length * Float.BYTES];
    ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
    return values;
  }

  private static String sumKey(OpenRound round, int chunk) {
    return StoreKey.of(SUM, round.job(), StoreKey.number(round.round()), StoreKey.number(chunk));
  }

  private static String versionKey(String job, int version, int slot, int chunk) {
    return StoreKey.of(
        VERSION, job, StoreKey.number(version), StoreKey.number(slot), StoreKey.number(chunk));
  }
}
