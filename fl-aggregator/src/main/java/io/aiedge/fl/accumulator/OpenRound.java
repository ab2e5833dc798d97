package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.core.strategy.Strategy;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.schemas.job.StrategySpecs;
import java.util.List;
import java.util.Set;

/**
 * A round whose chunks are taken.
 *
 * @param version the version it starts from; -1 for round 0, whose one update is version 0
 */
record OpenRound(
    String job,
    int round,
    int version,
    ChunkLayout layout,
    Strategy strategy,
    Set<String> participants,
    FixedPoint arithmetic) {
  /**
   * Reads the announcement.
   *
   * @throws IllegalArgumentException if no round can be run like this
   */
  static OpenRound of(RoundOpened event) {
    var spec = event.getSpec();
    Set<String> participants = Set.copyOf(event.getParticipants());
    if (event.getRound() < 0 || !StoreKey.allows(spec.getJob())) {
      throw new IllegalArgumentException("round %d cannot be".formatted(event.getRound()));
    }
    return new OpenRound(
        spec.getJob(),
        event.getRound(),
        event.getVersion(),
        new ChunkLayout(spec.getModel().getParameters(), spec.getModel().getChunkElements()),
        StrategySpecs.settings(spec.getStrategy()).strategy(),
        participants,
        new FixedPoint(participants.size()));
  }

  /** Whether this is the round whose one update is version 0, as it stands. */
  boolean first() {
    return round == 0;
  }

  /** The chunks of the model in a partition. */
  List<Integer> chunksIn(int partition, int partitions) {
    return layout.chunksIn(partition, job, partitions).boxed().toList();
  }
}
