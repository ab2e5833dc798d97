package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.MissingContribution;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.fl.accumulator.Contributions.Held;
import io.aiedge.fl.accumulator.Contributions.Update;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** An order to close a round that has no answer yet, and what it still lacks here. */
final class Waiting {
  private final OpenRound round;
  private final RoundClosing order;
  private final long deadline;
  private final List<Integer> chunksHere;
  private final Map<Update, Long> samples = new HashMap<>();
  private final Map<Update, TreeSet<Integer>> missing = new LinkedHashMap<>();
  private final Map<Update, String> unusable = new LinkedHashMap<>();

  private Waiting(OpenRound round, Rounds.Ordered ordered, List<Integer> chunksHere) {
    this.round = round;
    this.order = ordered.event();
    this.deadline = ordered.since() + order.getGraceMillis();
    this.chunksHere = chunksHere;
  }

  /** What an order lacks, as things stand. */
  static Waiting of(
      OpenRound round,
      Rounds.Ordered ordered,
      List<Integer> chunksHere,
      Contributions contributions) {
    Waiting waiting = new Waiting(round, ordered, chunksHere);
    for (Contribution one : ordered.event().getContributions()) {
      Update update = new Update(one.getClient(), one.getAttempt());
      waiting.samples.put(update, one.getSamples());
      for (int chunk : chunksHere) {
        Optional<Held> held = contributions.held(round.job(), round.round(), chunk, update);
        if (held.isPresent()) {
          waiting.arrived(update, chunk, held.get().samples());
        } else {
          waiting.missing.computeIfAbsent(update, any -> new TreeSet<>()).add(chunk);
        }
      }
      if (waiting.missing.containsKey(update)) {
        contributions
            .refusal(round.job(), round.round(), update)
            .ifPresent(reason -> waiting.refused(update, reason));
      }
    }
    return waiting;
  }

  OpenRound round() {
    return round;
  }

  RoundClosing order() {
    return order;
  }

  List<Integer> chunksHere() {
    return chunksHere;
  }

  /** A chunk has been taken. */
  void arrived(Update update, int chunk, long chunkSamples) {
    Long said = samples.get(update);
    if (said == null) {
      return;
    }
    if (said != chunkSamples) {
      unusable.put(
          update,
          "its chunk %d says %d samples, its manifest %d".formatted(chunk, chunkSamples, said));
    }
    TreeSet<Integer> left = missing.get(update);
    if (left != null && left.remove(chunk) && left.isEmpty()) {
      missing.remove(update);
    }
  }

  /** A chunk has been refused. */
  void refused(Update update, String reason) {
    if (missing.containsKey(update)) {
      unusable.put(update, reason);
    }
  }

  boolean complete() {
    return missing.isEmpty() && unusable.isEmpty();
  }

  boolean overdue(long now) {
    return now >= deadline;
  }

  /** Contributions that will never be usable. */
  List<MissingContribution> unusable() {
    return unusable.entrySet().stream()
        .map(entry -> lacking(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Contributions that are not usable now. */
  List<MissingContribution> lacking() {
    Map<Update, String> all = new LinkedHashMap<>();
    missing.forEach(
        (update, chunks) -> all.put(update, "chunks %s did not arrive".formatted(chunks)));
    all.putAll(unusable);
    return all.entrySet().stream().map(entry -> lacking(entry.getKey(), entry.getValue())).toList();
  }

  /** All contributions, for one reason. */
  List<MissingContribution> all(String reason) {
    return samples.keySet().stream().map(update -> lacking(update, reason)).toList();
  }

  static MissingContribution lacking(Update update, String reason) {
    return new MissingContribution(update.client(), update.attempt(), reason);
  }
}
