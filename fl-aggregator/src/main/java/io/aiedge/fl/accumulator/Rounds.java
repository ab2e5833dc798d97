package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.schemas.serde.EventCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Where each job stands: the round that was opened last, how it is being closed, what was said. */
final class Rounds {
  private static final String ROUND = "R";
  private static final String CLOSING = "C";
  private static final String ANSWER = "A";

  private final KeyValueStore<String, byte[]> store;
  private final EventCodec codec;
  private final Map<String, Known> known = new HashMap<>();

  Rounds(KeyValueStore<String, byte[]> store, EventCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /**
   * The round of a job that was opened last.
   *
   * @param open whether its chunks are taken; false once it was abandoned
   */
  record Known(OpenRound round, boolean open) {}

  /**
   * An order to close a round.
   *
   * @param since when it came, in milliseconds
   */
  record Ordered(RoundClosing event, long since) {}

  /** The round of a job that was opened last; empty where none was. */
  Optional<Known> known(String job) {
    Known cached = known.get(job);
    if (cached == null) {
      byte[] value = store.get(StoreKey.of(ROUND, job));
      if (value == null) {
        return Optional.empty();
      }
      RoundOpened event = read(value, 1, RoundOpened.class);
      cached = new Known(OpenRound.of(event), value[0] == 1);
      known.put(job, cached);
    }
    return Optional.of(cached);
  }

  /** A round begins; how the one before was closed is forgotten. */
  void open(RoundOpened event, OpenRound round) {
    put(round.job(), true, codec.encode(event));
    forgetClosing(round.job());
  }

  /** A round is given up. */
  void abandon(String job) {
    byte[] value = store.get(StoreKey.of(ROUND, job));
    if (value != null) {
      RoundOpened event = read(value, 1, RoundOpened.class);
      put(job, false, codec.encode(event));
    }
    forgetClosing(job);
  }

  void forget(String job) {
    known.remove(job);
    store.delete(StoreKey.of(ROUND, job));
    forgetClosing(job);
  }

  private void put(String job, boolean open, byte[] event) {
    known.remove(job);
    store.put(
        StoreKey.of(ROUND, job),
        ByteBuffer.allocate(1 + event.length).put((byte) (open ? 1 : 0)).put(event).array());
  }

  private void forgetClosing(String job) {
    store.delete(StoreKey.of(CLOSING, job));
    store.delete(StoreKey.of(ANSWER, job));
  }

  /** The last order to close the round of a job. */
  Optional<Ordered> ordered(String job) {
    return Optional.ofNullable(store.get(StoreKey.of(CLOSING, job))).map(this::ordered);
  }

  private Ordered ordered(byte[] value) {
    return new Ordered(
        read(value, Long.BYTES, RoundClosing.class), ByteBuffer.wrap(value).getLong());
  }

  /** The orders that have no answer yet. */
  List<Ordered> unanswered() {
    List<Ordered> orders = new ArrayList<>();
    try (var entries = StoreKey.scan(store, StoreKey.prefix(CLOSING))) {
      entries.forEachRemaining(entry -> orders.add(ordered(entry.value)));
    }
    orders.removeIf(order -> answer(order.event.getJob()).isPresent());
    return orders;
  }

  /** Remembers an order; the answer to the one before is forgotten. */
  void order(Ordered order) {
    byte[] event = codec.encode(order.event);
    String job = order.event.getJob();
    forgetClosing(job);
    store.put(
        StoreKey.of(CLOSING, job),
        ByteBuffer.allocate(Long.BYTES + event.length).putLong(order.since).put(event).array());
  }

  /** What was said to the last order. */
  Optional<SpecificRecord> answer(String job) {
    return Optional.ofNullable(store.get(StoreKey.of(ANSWER, job)))
        .map(value -> read(value, 0, SpecificRecord.class));
  }

  void answer(String job, SpecificRecord answer) {
    store.put(StoreKey.of(ANSWER, job), codec.encode(answer));
  }

  private <E extends SpecificRecord> E read(byte[] value, int from, Class<E> type) {
    return codec.readBack(Arrays.copyOfRange(value, from, value.length), type);
  }
}
