package io.aiedge.fl.accumulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The weights of versions in a partition, and what strategies remember of them. */
final class Tensors {
  /** What stands in front of the slots of a strategy. */
  static final int WEIGHTS = 0;

  private static final String VERSION = "V";

  private final KeyValueStore<String, byte[]> store;

  Tensors(KeyValueStore<String, byte[]> store) {
    this.store = store;
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

  private static String versionKey(String job, int version, int slot, int chunk) {
    return StoreKey.of(
        VERSION, job, StoreKey.number(version), StoreKey.number(slot), StoreKey.number(chunk));
  }
}
