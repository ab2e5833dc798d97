package io.aiedge.trainer.client;

import io.aiedge.core.aggregation.Checked;
import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.upload.EncodedChunk;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Makes the chunks of one update, one after another and in order. */
final class UpdateChunks {
  private final Update update;
  private final Who who;
  private final EventCodec codec;
  private final ChunkLayout layout;
  private final UpdateEncoding encoding;
  private final ErrorFeedbackStore.Residuals residuals;
  private final FixedPoint arithmetic;
  private final MessageDigest digest = Digests.sha256();
  private final float[] values;
  private final float[] left;
  private long bytes;

  /** What came of making a chunk. */
  sealed interface Made {
    /** The event, ready to be sent. */
    record Chunk(EncodedChunk encoded) implements Made {}

    /** Its values cannot be averaged. */
    record Unusable(String reason) implements Made {}
  }

  UpdateChunks(
      Update update,
      Who who,
      EventCodec codec,
      ChunkLayout layout,
      UpdateEncoding encoding,
      ErrorFeedbackStore.Residuals residuals) {
    this.update = update;
    this.who = who;
    this.codec = codec;
    this.layout = layout;
    this.encoding = encoding;
    this.residuals = residuals;
    this.arithmetic = new FixedPoint(update.order().announced().getParticipants().size());
    this.values = new float[layout.elements(0)];
    this.left = new float[layout.elements(0)];
  }

  Made make(int chunk) {
    int count = layout.elements(chunk);
    update.delta(layout, chunk, values);
    residuals.read(chunk, left);
    for (int i = 0; i < count; i++) {
      values[i] += left[i];
    }
    if (arithmetic.check(values, count, update.learner().samples())
        instanceof Checked.Rejected no) {
      return new Made.Unusable("chunk %d: %s".formatted(chunk, no.detail()));
    }
    EncodedChunk encoded =
        EncodedChunk.of(
            codec, envelope(chunk, count), count * Float.BYTES, out -> encode(out, count));
    digest.update(encoded.payload().duplicate());
    bytes += encoded.payload().remaining();
    residuals.write(chunk, left);
    return new Made.Chunk(encoded);
  }

  private void encode(ByteBuffer out, int count) {
    out.asFloatBuffer().put(values, 0, count);
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
        .setSamples(update.learner().samples())
        .setEncoding(encoding);
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
