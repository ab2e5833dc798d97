package io.aiedge.schemas.serde;

import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;

/**
 * An {@link UpdateChunk} read in place: the payload is a window on the record's own bytes, where
 * Avro's reader would copy it. Anything but the current schema takes the usual way.
 *
 * @param payload the encoded values; valid as long as the record's bytes are not written to
 */
public record UpdateChunkView(
    String job,
    int round,
    String client,
    int attempt,
    int chunk,
    int chunkCount,
    int elements,
    long samples,
    UpdateEncoding encoding,
    int crc32c,
    ByteBuffer payload) {
  private static final byte[] CURRENT =
      EventCodec.header(EventCodec.fingerprint(UpdateChunk.getClassSchema()));

  /** The chunk that these bytes are; empty where they are not an update chunk of this build. */
  public static Optional<UpdateChunkView> inPlace(byte[] bytes) {
    if (bytes.length < CURRENT.length
        || !Arrays.equals(bytes, 0, CURRENT.length, CURRENT, 0, CURRENT.length)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(bytes));
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** The same of an event that was read the usual way. */
  public static UpdateChunkView of(UpdateChunk event) {
    return new UpdateChunkView(
        event.getJob(),
        event.getRound(),
        event.getClient(),
        event.getAttempt(),
        event.getChunk(),
        event.getChunkCount(),
        event.getElements(),
        event.getSamples(),
        event.getEncoding(),
        event.getCrc32c(),
        event.getPayload());
  }

  private static UpdateChunkView read(byte[] bytes) throws IOException {
    BoundedDecoder in = new BoundedDecoder(bytes, CURRENT.length);
    String job = in.readString();
    int round = in.readInt();
    String client = in.readString();
    int attempt = in.readInt();
    int chunk = in.readInt();
    int chunkCount = in.readInt();
    int elements = in.readInt();
    long samples = in.readLong();
    UpdateEncoding encoding = UpdateEncoding.values()[in.readEnum()];
    int crc32c = in.readInt();
    long length = in.readLong();
    int left = in.left();
    if (length != left) {
      throw new IOException("the payload has " + left + " bytes and says " + length);
    }
    return new UpdateChunkView(
        job,
        round,
        client,
        attempt,
        chunk,
        chunkCount,
        elements,
        samples,
        encoding,
        crc32c,
        ByteBuffer.wrap(bytes, bytes.length - left, left).slice());
  }
}
