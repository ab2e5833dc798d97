package io.aiedge.fl.accumulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which updates a round has had: one record for each chunk that was taken, and one for each update
 * of which a chunk was refused.
 */
final class Contributions {
  private static final String HELD = "H";
  private static final String REFUSED = "X";

  private final KeyValueStore<String, byte[]> store;

  Contributions(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** One try of one client in a round. */
  record Update(String client, int attempt) {}

  /**
   * A chunk that was taken.
   *
   * @param offset where it stands in the log
   * @param samples its weight
   */
  record Held(Update update, long offset, long samples) {}

  Optional<Held> held(String job, int round, int chunk, Update update) {
    return Optional.ofNullable(store.get(heldKey(job, round, chunk, update)))
        .map(value -> held(update, value));
  }

  /** All that was taken of a chunk. */
  List<Held> held(String job, int round, int chunk) {
    List<Held> all = new ArrayList<>();
    String prefix = StoreKey.prefix(HELD, job, StoreKey.number(round), StoreKey.number(chunk));
    try (var entries = StoreKey.scan(store, prefix)) {
      entries.forEachRemaining(entry -> all.add(held(update(entry.key, 4), entry.value)));
    }
    return all;
  }

  void hold(String job, int round, int chunk, Held held) {
    byte[] value =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(held.offset).putLong(held.samples).array();
    store.put(heldKey(job, round, chunk, held.update), value);
  }

  /** Forgets a chunk that turned out not to be there any more. */
  void release(String job, int round, int chunk, Update update) {
    store.delete(heldKey(job, round, chunk, update));
  }

  /** Forgets the chunks of a round; returns where they stand in the log. */
  SortedSet<Long> releaseAll(String job, int round) {
    SortedSet<Long> offsets = new TreeSet<>();
    String prefix = StoreKey.prefix(HELD, job, StoreKey.number(round));
    try (var entries = StoreKey.scan(store, prefix)) {
      entries.forEachRemaining(
          entry -> offsets.add(held(update(entry.key, 4), entry.value).offset));
    }
    StoreKey.deleteAll(store, prefix);
    return offsets;
  }

  /** Remembers that a chunk of an update was refused, and why, for people. */
  void refuse(String job, int round, Update update, String reason) {
    store.put(refusedKey(job, round, update), reason.getBytes(StandardCharsets.UTF_8));
  }

  /** Why a chunk of an update was last refused; empty where none was. */
  Optional<String> refusal(String job, int round, Update update) {
    return Optional.ofNullable(store.get(refusedKey(job, round, update)))
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /** Forgets all rounds of a job. */
  void dropAll(String job) {
    StoreKey.deleteAll(store, StoreKey.prefix(HELD, job));
    StoreKey.deleteAll(store, StoreKey.prefix(REFUSED, job));
  }

  private static Held held(Update update, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Held(update, in.getLong(), in.getLong());
  }

  private static Update update(String key, int at) {
    List<String> fields = StoreKey.fields(key);
    return new Update(fields.get(at), StoreKey.number(fields.get(at + 1)));
  }

  private static String heldKey(String job, int round, int chunk, Update update) {
    return StoreKey.of(
        HELD,
        job,
        StoreKey.number(round),
        StoreKey.number(chunk),
        update.client,
        StoreKey.number(update.attempt));
  }

  private static String refusedKey(String job, int round, Update update) {
    return StoreKey.of(
        REFUSED, job, StoreKey.number(round), update.client, StoreKey.number(update.attempt));
  }
}
