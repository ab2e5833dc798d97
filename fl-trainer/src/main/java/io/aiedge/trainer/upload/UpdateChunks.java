package io.aiedge.trainer.upload;

import io.aiedge.core.aggregation.Checked;
import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.core.encoding.Encoding;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.schemas.serde.EventCodec;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Makes the chunks of one update, one after another and in order. */
final class UpdateChunks {
  private final Update update;
  private final Who who;
  private final EventCodec codec;
  private final ChunkLayout layout;
  private final Encoding encoding;
  private final ErrorFeedbackStore.@Nullable Residuals residuals;
  private final FixedPoint arithmetic;
  private final MessageDigest digest = ModelDigest.sha256();
  private long bytes;

  /** What came of making a chunk. */
  sealed interface Made {
    /** The event, ready to be sent. */
    record Chunk(EncodedChunk encoded) implements Made {}

    /** Its values cannot be averaged. */
    record Unusable(String reason) implements Made {}
  }

  /**
   * @param residuals what the update before left out, and this one will; null where the encoding
   *     leaves nothing out
   */
  UpdateChunks(
      Update update,
      Who who,
      EventCodec codec,
      ChunkLayout layout,
      Encoding encoding,
      ErrorFeedbackStore.@Nullable Residuals residuals) {
    this.update = update;
    this.who = who;
    this.codec = codec;
    this.layout = layout;
    this.encoding = encoding;
    this.residuals = residuals;
    this.arithmetic = new FixedPoint(update.order().announced().getParticipants().size());
  }

  Made make(int chunk) {
    float[] values = update.delta(layout, chunk);
    if (residuals == null) {
      return encode(chunk, values);
    }
    float[] left = residuals.read(chunk);
    for (int i = 0; i < values.length; i++) {
      values[i] += left[i];
    }
    Made made = encode(chunk, values);
    if (made instanceof Made.Chunk good) {
      encoding.residual(good.encoded().payload(), values, values.length, left);
      residuals.write(chunk, left);
    }
    return made;
  }

  private Made encode(int chunk, float[] values) {
    Checked checked = arithmetic.check(values, values.length, update.trained().samples());
    if (checked instanceof Checked.Rejected rejected) {
      return new Made.Unusable("chunk %d: %s".formatted(chunk, rejected.detail()));
    }
    EncodedChunk encoded =
        EncodedChunk.of(
            codec,
            envelope(chunk, values.length),
            encoding.encodedBytes(values.length),
            out -> encoding.encode(values, 0, values.length, out));
    digest.update(encoded.payload().duplicate());
    bytes += encoded.payload().remaining();
    return new Made.Chunk(encoded);
  }

  private UpdateChunk.Builder envelope(int chunk, int count) {
    return UpdateChunk.newBuilder()
        .setJob(who.job())
        .setRound(update.order().round())
        .setClient(who.client())
        .setAttempt(update.order().trial())
        .setChunk(chunk)
        .setChunkCount(layout.chunkCount())
        .setElements(count)
        .setSamples(update.trained().samples())
        .setEncoding(UpdateEncoding.valueOf(encoding.name()));
  }

  /** Bytes of the payloads made so far. */
  long bytes() {
    return bytes;
  }

  /** SHA-256 over the payloads; the last question asked. */
  byte[] sha256() {
    return digest.digest();
  }
}
