package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.fl.accumulator.Contributions.Held;
import io.aiedge.fl.accumulator.Contributions.Update;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sums of rounds under way, and exactly which updates stand in them.
 *
 * <p>An update is added as it arrives. Sums are kept in memory only: what a sum should hold and
 * does not, because the process was started again or the sum was used up, is read again from the
 * log, and what it holds and should not is read again and taken out. Sums are of integers, so the
 * order of all this changes no bit.
 */
final class Sums {
  private final Contributions contributions;
  private final Payload payload;
  private final ReReader log;
  private final Map<Place, Sum> sums = new HashMap<>();

  Sums(Contributions contributions, Payload payload, ReReader log) {
    this.contributions = contributions;
    this.payload = payload;
    this.log = log;
  }

  /** Where a sum belongs; of each job, one round is under way. */
  private record Place(String job, int chunk) {}

  private record Sum(long[] values, Set<Update> updates) {
    static Sum zero(int elements) {
      return new Sum(new long[elements], new HashSet<>());
    }
  }

  /** Whether a record is to be added to a sum or taken out. */
  private record Change(int chunk, Held held, boolean add) {}

  /** Adds a chunk that passed its checks, and remembers it. */
  void add(OpenRound round, UpdateChunkView chunk, Update update, long offset) {
    if (!round.first()) {
      Sum sum = sum(round, chunk.chunk());
      FixedPoint.add(sum.values, payload.values(chunk), chunk.elements(), chunk.samples());
      sum.updates.add(update);
    }
    contributions.hold(
        round.job(), round.round(), chunk.chunk(), new Held(update, offset, chunk.samples()));
  }

  /** The sum of a chunk as it stands; not to be changed. */
  long[] values(OpenRound round, int chunk) {
    return sum(round, chunk).values;
  }

  private Sum sum(OpenRound round, int chunk) {
    return sums.computeIfAbsent(
        new Place(round.job(), chunk), place -> Sum.zero(round.layout().elements(chunk)));
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
      Set<Update> in = sum(round, chunk).updates;
      for (Held held : contributions.held(round.job(), round.round(), chunk)) {
        boolean add = wanted.contains(held.update());
        if (in.contains(held.update()) != add) {
          changes.put(held.offset(), new Change(chunk, held, add));
        }
      }
    }
    return changes;
  }

  private void apply(OpenRound round, Change change, UpdateChunkView chunk) {
    Sum sum = sum(round, change.chunk);
    float[] values = payload.values(chunk);
    if (change.add) {
      FixedPoint.add(sum.values, values, chunk.elements(), chunk.samples());
      sum.updates.add(change.held.update());
    } else {
      FixedPoint.subtract(sum.values, values, chunk.elements(), chunk.samples());
      sum.updates.remove(change.held.update());
    }
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
    sums.remove(new Place(round.job(), chunk));
  }

  /** Forgets the sums of a job. */
  void dropAll(String job) {
    sums.keySet().removeIf(place -> place.job.equals(job));
  }
}
