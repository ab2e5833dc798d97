package io.aiedge.fl.accumulator;

import io.aiedge.core.encoding.Encoding;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** An update as a client would send it, changed as a test needs it. */
final class ClientUpdate {
  private final AccumulatorFixture fixture;
  private final String client;
  private final int attempt;
  private final float[] values;
  private int round = 1;
  private long samples = 1;
  private UpdateEncoding encoding = UpdateEncoding.FLOAT32;

  ClientUpdate(AccumulatorFixture fixture, String client, int attempt, float[] values) {
    this.fixture = fixture;
    this.client = client;
    this.attempt = attempt;
    this.values = values;
  }

  ClientUpdate round(int number) {
    round = number;
    return this;
  }

  ClientUpdate samples(long count) {
    samples = count;
    return this;
  }

  ClientUpdate encoding(UpdateEncoding written) {
    encoding = written;
    return this;
  }

  void send() {
    for (int chunk = 0; chunk < AccumulatorFixture.LAYOUT.chunkCount(); chunk++) {
      sendChunk(chunk);
    }
  }

  void sendChunk(int chunk) {
    sendChunk(chunk, UnaryOperator.identity());
  }

  void sendChunk(int chunk, UnaryOperator<UpdateChunk.Builder> change) {
    fixture.sendBytes(fixture.encoded(change.apply(chunk(chunk)).build()));
  }

  UpdateChunk.Builder chunk(int chunk) {
    int from = chunk * AccumulatorFixture.LAYOUT.chunkElements();
    float[] part =
        Arrays.copyOfRange(values, from, from + AccumulatorFixture.LAYOUT.elements(chunk));
    return withValues(
        UpdateChunk.newBuilder()
            .setJob(AccumulatorFixture.JOB)
            .setRound(round)
            .setClient(client)
            .setAttempt(attempt)
            .setChunk(chunk)
            .setChunkCount(AccumulatorFixture.LAYOUT.chunkCount())
            .setElements(part.length)
            .setSamples(samples)
            .setEncoding(encoding),
        part);
  }

  /** A chunk with other values, and the checksum they have. */
  static UpdateChunk.Builder withValues(UpdateChunk.Builder chunk, float... values) {
    Encoding encoding = Encoding.valueOf(chunk.getEncoding().name());
    ByteBuffer payload = ByteBuffer.allocate(encoding.encodedBytes(values.length));
    encoding.encode(values, 0, values.length, payload);
    CRC32C checksum = new CRC32C();
    checksum.update(payload.flip());
    return chunk.setPayload(payload.rewind()).setCrc32c((int) checksum.getValue());
  }

  static byte[] floats(float... values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }
}
