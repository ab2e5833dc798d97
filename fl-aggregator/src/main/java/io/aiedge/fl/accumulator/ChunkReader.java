package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.util.Optional;

/** Reads update chunks from bytes that may be anything. */
final class ChunkReader {
  private final EventCodec codec;

  ChunkReader(EventCodec codec) {
    this.codec = codec;
  }

  /** What came of reading. */
  sealed interface Read {}

  /** A chunk. */
  record Chunk(UpdateChunkView view) implements Read {}

  /** No chunk. */
  record Unreadable(Reason reason, String detail) implements Read {}

  Read read(byte[] value) {
    Optional<UpdateChunkView> inPlace = UpdateChunkView.inPlace(value);
    if (inPlace.isPresent()) {
      return named(inPlace.get());
    }
    Decoded decoded = codec.decode(value);
    if (decoded instanceof Decoded.Undecodable bad) {
      return new Unreadable(Reason.ofWord(bad.reason()), bad.detail());
    }
    if (decoded instanceof Decoded.Event event && event.event() instanceof UpdateChunk chunk) {
      return named(UpdateChunkView.of(chunk));
    }
    return new Unreadable(Reason.UNEXPECTED_EVENT, "only update chunks belong here");
  }

  private static Read named(UpdateChunkView chunk) {
    return StoreKey.allows(chunk.job()) && StoreKey.allows(chunk.client())
        ? new Chunk(chunk)
        : new Unreadable(Reason.MALFORMED, "the name of its job or client holds a NUL character");
  }
}
