package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.core.strategy.Strategy;
import io.aiedge.event.fl.ChunkDigest;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.Sha256;
import io.aiedge.fl.accumulator.Contributions.Held;
import io.aiedge.fl.accumulator.Contributions.Update;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a partition's chunks of the next version from the updates that count. */
final class VersionMaker {
  private final Tensors tensors;
  private final Contributions contributions;
  private final Sums sums;
  private final ReReader log;
  private final Outputs outputs;

  VersionMaker(
      Tensors tensors, Contributions contributions, Sums sums, ReReader log, Outputs outputs) {
    this.tensors = tensors;
    this.contributions = contributions;
    this.sums = sums;
    this.log = log;
    this.outputs = outputs;
  }

  /** What came of it. */
  sealed interface Outcome {}

  /** The chunks are made and sent. */
  record Made(List<ChunkDigest> chunks) implements Outcome {}

  /** They cannot be made: updates whose records are no longer in the log. */
  record Lost(Set<Update> updates) implements Outcome {}

  /** Whether the version a round starts from is here, as far as it belongs here. */
  boolean hasBase(OpenRound round, List<Integer> chunksHere) {
    return round.first()
        || chunksHere.stream().allMatch(chunk -> weights(round, Tensors.WEIGHTS, chunk) != null);
  }

  /**
   * Makes the version.
   *
   * @param order all its contributions are held for every chunk
   */
  Outcome make(OpenRound round, RoundClosing order, List<Integer> chunksHere) {
    Set<Update> wanted =
        order.getContributions().stream()
            .map(one -> new Update(one.getClient(), one.getAttempt()))
            .collect(Collectors.toSet());
    return round.first()
        ? first(round, order, chunksHere, wanted)
        : next(round, order, chunksHere, wanted);
  }

  /** Version 0 is the one update of round 0 as it stands, bit for bit. */
  private Outcome first(
      OpenRound round, RoundClosing order, List<Integer> chunksHere, Set<Update> wanted) {
    SortedMap<Long, Held> needed = new TreeMap<>();
    Map<Integer, ChunkDigest> made = new TreeMap<>();
    for (int chunk : chunksHere) {
      contributions.held(round.job(), round.round(), chunk).stream()
          .filter(held -> wanted.contains(held.update()))
          .forEach(held -> needed.put(held.offset(), held));
    }
    log.chunks(
        new TreeSet<>(needed.keySet()),
        (offset, chunk) -> {
          needed.remove(offset);
          byte[] weights = Payload.bytes(chunk);
          made.put(chunk.chunk(), publish(round, order, chunk.chunk(), weights));
        });
    Set<Update> lost = new HashSet<>();
    needed.values().forEach(held -> lost.add(held.update()));
    return lost.isEmpty() ? new Made(List.copyOf(made.values())) : new Lost(lost);
  }

  private Outcome next(
      OpenRound round, RoundClosing order, List<Integer> chunksHere, Set<Update> wanted) {
    Set<Update> lost = sums.settle(round, chunksHere, wanted);
    if (!lost.isEmpty()) {
      return new Lost(lost);
    }
    long samples = order.getContributions().stream().mapToLong(Contribution::getSamples).sum();
    List<ChunkDigest> made = new ArrayList<>();
    for (int chunk : chunksHere) {
      float[] average = FixedPoint.average(sums.values(round, chunk), samples);
      made.add(publish(round, order, chunk, step(round, order, chunk, average)));
      sums.drop(round, chunk);
    }
    return new Made(made);
  }

  private byte[] step(OpenRound round, RoundClosing order, int chunk, float[] average) {
    Strategy strategy = round.strategy();
    byte[] base = weights(round, Tensors.WEIGHTS, chunk);
    if (base == null) {
      throw new IllegalStateException("version %d is not here".formatted(round.version()));
    }
    float[] weights = Tensors.floats(base);
    float[][] slots = new float[strategy.slots()][];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slot(round, i, chunk, weights.length);
    }
    strategy.step(weights, average, slots);
    for (int i = 0; i < slots.length; i++) {
      tensors.put(round.job(), order.getVersion(), 1 + i, chunk, Tensors.bytes(slots[i]));
    }
    return Tensors.bytes(weights);
  }

  private float[] slot(OpenRound round, int slot, int chunk, int length) {
    byte[] remembered = weights(round, 1 + slot, chunk);
    if (remembered != null) {
      return Tensors.floats(remembered);
    }
    float[] fresh = new float[length];
    Arrays.fill(fresh, round.strategy().initial(slot));
    return fresh;
  }

  private byte @Nullable [] weights(OpenRound round, int slot, int chunk) {
    return tensors.get(round.job(), round.version(), slot, chunk);
  }

  private ChunkDigest publish(OpenRound round, RoundClosing order, int chunk, byte[] weights) {
    tensors.put(round.job(), order.getVersion(), Tensors.WEIGHTS, chunk, weights);
    Sha256 digest = new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(weights)));
    outputs.model(round, order, chunk, digest, weights);
    return new ChunkDigest(chunk, digest);
  }
}
