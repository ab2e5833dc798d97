package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.Checked;
import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.util.Optional;

/** Whether a chunk may be part of a round, from what it says to what its values are. */
final class ChunkCheck {
  private final int partition;
  private final int partitions;
  private final Payload payload;

  ChunkCheck(int partition, int partitions, Payload payload) {
    this.partition = partition;
    this.partitions = partitions;
    this.payload = payload;
  }

  /** Why a chunk may not be part of a round. */
  record Fault(Reason reason, String detail) {}

  /** The first thing wrong with a chunk; empty where nothing is. */
  Optional<Fault> faultOf(UpdateChunkView chunk, OpenRound round) {
    return client(chunk, round)
        .or(() -> shape(chunk, round))
        .or(() -> place(chunk))
        .or(() -> samples(chunk))
        .or(() -> checksum(chunk))
        .or(() -> values(chunk, round));
  }

  private static Optional<Fault> client(UpdateChunkView chunk, OpenRound round) {
    return round.participants().contains(chunk.client())
        ? Optional.empty()
        : fault(
            Reason.NOT_A_PARTICIPANT,
            "%s takes no part in round %d of %s"
                .formatted(chunk.client(), round.round(), round.job()));
  }

  private static Optional<Fault> shape(UpdateChunkView chunk, OpenRound round) {
    ChunkLayout layout = round.layout();
    if (chunk.chunk() < 0
        || chunk.chunk() >= layout.chunkCount()
        || chunk.chunkCount() != layout.chunkCount()) {
      return fault(
          Reason.WRONG_SHAPE,
          "it is chunk %d of %d; the model has %d"
              .formatted(chunk.chunk(), chunk.chunkCount(), layout.chunkCount()));
    }
    if (chunk.elements() != layout.elements(chunk.chunk())) {
      return fault(
          Reason.WRONG_SHAPE,
          "it has %d elements; chunk %d of the model has %d"
              .formatted(chunk.elements(), chunk.chunk(), layout.elements(chunk.chunk())));
    }
    if (round.first() && chunk.encoding() != UpdateEncoding.FLOAT32) {
      return fault(
          Reason.WRONG_SHAPE,
          "the first weights are written as %s; write FLOAT32".formatted(chunk.encoding()));
    }
    return Payload.fits(chunk)
        ? Optional.empty()
        : fault(
            Reason.WRONG_SHAPE,
            "%d bytes are not %d elements of %s"
                .formatted(chunk.payload().remaining(), chunk.elements(), chunk.encoding()));
  }

  private Optional<Fault> place(UpdateChunkView chunk) {
    int right = ChunkLayout.partitionOf(chunk.job(), chunk.chunk(), partitions);
    return right == partition
        ? Optional.empty()
        : fault(
            Reason.WRONG_PARTITION,
            "it is in partition %d; chunk %d belongs in %d of %d"
                .formatted(partition, chunk.chunk(), right, partitions));
  }

  private static Optional<Fault> samples(UpdateChunkView chunk) {
    return chunk.samples() >= 1 && chunk.samples() <= FixedPoint.MAX_WEIGHT
        ? Optional.empty()
        : fault(
            Reason.BAD_SAMPLES,
            "it says %d samples; 1 to %d can be".formatted(chunk.samples(), FixedPoint.MAX_WEIGHT));
  }

  private static Optional<Fault> checksum(UpdateChunkView chunk) {
    return Payload.intact(chunk)
        ? Optional.empty()
        : fault(Reason.WRONG_CHECKSUM, "the payload's CRC-32C is not the one it says");
  }

  private Optional<Fault> values(UpdateChunkView chunk, OpenRound round) {
    Checked checked =
        round.arithmetic().check(payload.values(chunk), chunk.elements(), chunk.samples());
    if (checked instanceof Checked.Rejected rejected) {
      boolean finite = rejected.reason() == Checked.Reason.OVERFLOW;
      if (!finite) {
        return fault(Reason.NON_FINITE, rejected.detail());
      }
      // Version 0 is taken as it stands; nothing is summed that could overflow.
      return round.first() ? Optional.empty() : fault(Reason.OVERFLOW, rejected.detail());
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(Reason reason, String detail) {
    return Optional.of(new Fault(reason, detail));
  }
}
