package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.fl.accumulator.Contributions.Held;
import io.aiedge.fl.accumulator.Contributions.Update;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sums of a round, and exactly which updates stand in them.
 *
 * <p>An update is added as it arrives. When a round closes without an update that was added, the
 * update is read again from the log and taken out; when a sum is needed again after it was used up,
 * it is made again from the log.
 */
final class Sums {
  private final Tensors tensors;
  private final Contributions contributions;
  private final Payload payload;
  private final ReReader log;

  Sums(Tensors tensors, Contributions contributions, Payload payload, ReReader log) {
    this.tensors = tensors;
    this.contributions = contributions;
    this.payload = payload;
    this.log = log;
  }

  /** Whether a record is to be added to a sum or taken out. */
  private record Change(int chunk, Held held, boolean add) {}

  /** Adds a chunk that passed its checks, and remembers it. */
  void add(OpenRound round, UpdateChunkView chunk, Update update, long offset) {
    Held held = new Held(update, offset, chunk.samples(), !round.first());
    if (!round.first()) {
      byte[] sum = tensors.sumOrZero(round, chunk.chunk());
      FixedPoint.add(sum, payload.values(chunk), chunk.elements(), chunk.samples());
      tensors.putSum(round, chunk.chunk(), sum);
    }
    contributions.hold(round.job(), round.round(), chunk.chunk(), held);
  }

  /**
   * Makes the sums of chunks consist of these updates and no others.
   *
   * @return updates of which a record is needed and no longer in the log; they are held no more,
   *     and unless this is empty the sums are not what was asked for
   */
  Set<Update> settle(OpenRound round, Collection<Integer> chunksHere, Set<Update> wanted) {
    while (true) {
      SortedMap<Long, Change> changes = changes(round, chunksHere, wanted);
      log.chunks(
          new TreeSet<>(changes.keySet()),
          (offset, chunk) -> apply(round, changes.remove(offset), chunk));
      if (changes.isEmpty()) {
        return Set.of();
      }
      Set<Update> lost = forget(round, changes.values());
      if (!lost.isEmpty()) {
        return lost;
      }
    }
  }

  private SortedMap<Long, Change> changes(
      OpenRound round, Collection<Integer> chunksHere, Set<Update> wanted) {
    SortedMap<Long, Change> changes = new TreeMap<>();
    for (int chunk : chunksHere) {
      boolean there = tensors.sum(round, chunk) != null;
      for (Held held : contributions.held(round.job(), round.round(), chunk)) {
        boolean in = there && held.inSum();
        if (in != wanted.contains(held.update())) {
          changes.put(held.offset(), new Change(chunk, held, !in));
        }
      }
    }
    return changes;
  }

  private void apply(OpenRound round, Change change, UpdateChunkView chunk) {
    byte[] sum = tensors.sumOrZero(round, change.chunk);
    float[] values = payload.values(chunk);
    if (change.add) {
      FixedPoint.add(sum, values, chunk.elements(), chunk.samples());
    } else {
      FixedPoint.subtract(sum, values, chunk.elements(), chunk.samples());
    }
    tensors.putSum(round, change.chunk, sum);
    contributions.hold(round.job(), round.round(), change.chunk, change.held.with(change.add));
  }

  /**
   * Copes with records that are gone. What cannot be taken out spoils its sum, which is made again;
   * what cannot be put in is lost.
   */
  private Set<Update> forget(OpenRound round, Collection<Change> gone) {
    Set<Update> lost = new HashSet<>();
    for (Change change : gone) {
      contributions.release(round.job(), round.round(), change.chunk, change.held.update());
      if (change.add) {
        lost.add(change.held.update());
      } else {
        drop(round, change.chunk);
      }
    }
    return lost;
  }

  /** Uses a sum up: none of the updates stands in it any more. */
  void drop(OpenRound round, int chunk) {
    tensors.dropSum(round, chunk);
    List<Held> in = new ArrayList<>(contributions.held(round.job(), round.round(), chunk));
    in.removeIf(held -> !held.inSum());
    in.forEach(held -> contributions.hold(round.job(), round.round(), chunk, held.with(false)));
  }
}
