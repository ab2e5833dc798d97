package io.aiedge.trainer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EncodedChunkTest {
  private final EventCodec codec = new EventCodec();

  @Property
  void whatIsEncodedAroundItsPayloadIsWhatAvroEncodes(
      @ForAll long seed, @ForAll @IntRange(max = 400) int size) {
    byte[] payload = new byte[size];
    new Random(seed).nextBytes(payload);

    EncodedChunk encoded = encode(payload);

    UpdateChunk whole =
        envelope().setCrc32c(crc32c(payload)).setPayload(ByteBuffer.wrap(payload)).build();
    assertThat(encoded.bytes()).isEqualTo(codec.encode(whole));
    assertThat(encoded.payload()).isEqualTo(ByteBuffer.wrap(payload));
  }

  @Test
  void aChecksumThatTakesFewerBytesIsEncodedToo() {
    byte[] payload = new byte[4];
    int tried = 0;
    while (Integer.numberOfLeadingZeros(zigZag(crc32c(payload))) < 11) {
      ByteBuffer.wrap(payload).putInt(tried++);
    }

    UpdateChunkView read = UpdateChunkView.inPlace(encode(payload).bytes()).orElseThrow();

    assertThat(read.crc32c()).isEqualTo(crc32c(payload));
    assertThat(read.payload()).isEqualTo(ByteBuffer.wrap(payload));
  }

  @Test
  void aChunkGoesToItsPartition() {
    var record = encode(new byte[8]).record("north/fl-trainer", 4, Instant.EPOCH);

    assertThat(record.topic()).isEqualTo("fl.updates");
    assertThat(record.partition()).isEqualTo(ChunkLayout.partitionOf("digits", 7, 4));
    assertThat(record.key()).isEqualTo("digits/7");
  }

  private EncodedChunk encode(byte[] payload) {
    return EncodedChunk.of(codec, envelope(), payload.length, out -> out.put(payload));
  }

  private static UpdateChunk.Builder envelope() {
    return UpdateChunk.newBuilder()
        .setJob("digits")
        .setRound(3)
        .setClient("north")
        .setAttempt(1)
        .setChunk(7)
        .setChunkCount(8)
        .setElements(2)
        .setSamples(123_456)
        .setEncoding(UpdateEncoding.FLOAT32);
  }

  private static int zigZag(int value) {
    return (value << 1) ^ (value >> 31);
  }

  private static int crc32c(byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload);
    return (int) checksum.getValue();
  }
}
