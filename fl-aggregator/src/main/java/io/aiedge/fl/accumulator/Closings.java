package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.MissingContribution;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.PartitionIncomplete;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.fl.accumulator.Contributions.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Decides when a partition's part of a version can be made, and answers the coordinator. */
final class Closings {
  private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

  private final int partition;
  private final int partitions;
  private final Rounds rounds;
  private final Contributions contributions;
  private final VersionMaker versions;
  private final Outputs outputs;
  private final AccumulatorMetrics metrics;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, Set<Update>> listed = new HashMap<>();

  Closings(
      int partition,
      int partitions,
      Rounds rounds,
      Contributions contributions,
      VersionMaker versions,
      Outputs outputs,
      AccumulatorMetrics metrics) {
    this.partition = partition;
    this.partitions = partitions;
    this.rounds = rounds;
    this.contributions = contributions;
    this.versions = versions;
    this.outputs = outputs;
    this.metrics = metrics;
  }

  /** Takes up what waited when this partition was last worked on. */
  void resume() {
    for (Rounds.Ordered ordered : rounds.unanswered()) {
      rounds.known(ordered.event().getJob()).ifPresent(known -> await(known.round(), ordered));
    }
  }

  /** The coordinator wants the round closed. */
  void order(OpenRound round, RoundClosing event) {
    Optional<Rounds.Ordered> before = rounds.ordered(round.job());
    int last = before.map(ordered -> ordered.event().getClosing()).orElse(-1);
    if (event.getClosing() > last) {
      Rounds.Ordered ordered = new Rounds.Ordered(event, outputs.now());
      rounds.order(ordered);
      await(round, ordered);
      advance(round.job());
    } else if (event.getClosing() == last) {
      rounds.answer(round.job()).ifPresent(answer -> send(event, answer));
    }
  }

  private void await(OpenRound round, Rounds.Ordered ordered) {
    listed.remove(round.job());
    List<Integer> chunksHere = round.chunksIn(partition, partitions);
    waiting.put(round.job(), Waiting.of(round, ordered, chunksHere, contributions));
  }

  /** Whether the round is being closed without an update. */
  boolean excludes(String job, Update update) {
    Set<Update> counted = listed.get(job);
    if (counted == null) {
      Optional<Rounds.Ordered> ordered = rounds.ordered(job);
      if (ordered.isEmpty()) {
        return false;
      }
      counted =
          ordered.get().event().getContributions().stream()
              .map(one -> new Update(one.getClient(), one.getAttempt()))
              .collect(Collectors.toUnmodifiableSet());
      listed.put(job, counted);
    }
    return !counted.contains(update);
  }

  /** A chunk has been taken. */
  void arrived(String job, Update update, int chunk, long samples) {
    Waiting order = waiting.get(job);
    if (order != null) {
      order.arrived(update, chunk, samples);
      advance(job);
    }
  }

  /** A chunk has been refused. */
  void refused(String job, Update update, String reason) {
    Waiting order = waiting.get(job);
    if (order != null) {
      order.refused(update, reason);
      advance(job);
    }
  }

  /** Time has passed. */
  void tick() {
    List.copyOf(waiting.keySet()).forEach(this::advance);
  }

  /** The round is not to be closed any more. */
  void forget(String job) {
    waiting.remove(job);
    listed.remove(job);
  }

  private void advance(String job) {
    Waiting order = waiting.get(job);
    if (order == null) {
      return;
    }
    if (!order.unusable().isEmpty()) {
      incomplete(order, order.unusable());
    } else if (order.complete()) {
      close(order);
    } else if (order.overdue(outputs.now())) {
      incomplete(order, order.lacking());
    }
  }

  private void close(Waiting order) {
    OpenRound round = order.round();
    if (!versions.hasBase(round, order.chunksHere())) {
      incomplete(
          order,
          order.all("partition %d does not hold version %d".formatted(partition, round.version())));
      return;
    }
    VersionMaker.Outcome outcome = versions.make(round, order.order(), order.chunksHere());
    if (outcome instanceof VersionMaker.Made made) {
      closed(order, made);
    } else if (outcome instanceof VersionMaker.Lost lost) {
      incomplete(
          order,
          lost.updates().stream()
              .map(update -> Waiting.lacking(update, "its chunks are no longer in the log"))
              .toList());
    }
  }

  private void closed(Waiting waited, VersionMaker.Made made) {
    RoundClosing order = waited.order();
    metrics.closed();
    answer(
        order,
        new PartitionClosed(
            order.getJob(), order.getRound(), order.getClosing(), partition, made.chunks()),
        "made %d chunks of version %d from %d updates"
            .formatted(made.chunks().size(), order.getVersion(), order.getContributions().size()));
  }

  private void incomplete(Waiting waited, List<MissingContribution> missing) {
    RoundClosing order = waited.order();
    answer(
        order,
        new PartitionIncomplete(
            order.getJob(), order.getRound(), order.getClosing(), partition, missing),
        "cannot make version %d: %d of %d updates cannot be used, the first: %s"
            .formatted(
                order.getVersion(),
                missing.size(),
                order.getContributions().size(),
                missing.get(0).getReason()));
  }

  private void answer(RoundClosing order, SpecificRecord answer, String words) {
    waiting.remove(order.getJob());
    rounds.answer(order.getJob(), answer);
    send(order, answer);
    try (var job = MDC.putCloseable("job", order.getJob());
        var round = MDC.putCloseable("round", String.valueOf(order.getRound()))) {
      LOG.info("partition {} {} (closing {})", partition, words, order.getClosing());
    }
  }

  private void send(RoundClosing order, SpecificRecord answer) {
    outputs.answer(order.getJob(), order.getRound(), order.getClosing(), answer);
  }
}
