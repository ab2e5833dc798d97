package io.aiedge.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpdateChunkViewTest {
  private static final UpdateChunk CHUNK =
      UpdateChunk.newBuilder()
          .setJob("digits-1")
          .setRound(3)
          .setClient("edge-1")
          .setAttempt(1)
          .setChunk(2)
          .setChunkCount(5)
          .setElements(2)
          .setSamples(480)
          .setEncoding(UpdateEncoding.FLOAT32)
          .setCrc32c(-17)
          .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
          .build();

  @Test
  void readsInPlaceWhatAvroReads() {
    byte[] bytes = new EventCodec().encode(CHUNK);

    var view = UpdateChunkView.inPlace(bytes).orElseThrow();

    assertThat(view).isEqualTo(UpdateChunkView.of(CHUNK));
    assertThat(new EventCodec().decode(bytes)).isEqualTo(new Decoded.Event(CHUNK));
  }

  @Test
  void thePayloadIsAWindowOnTheRecord() {
    byte[] bytes = new EventCodec().encode(CHUNK);

    var view = UpdateChunkView.inPlace(bytes).orElseThrow();
    bytes[bytes.length - 1] = 99;

    assertThat(view.payload().get(7)).isEqualTo((byte) 99);
  }

  @Test
  void refusesACutRecord() {
    byte[] bytes = new EventCodec().encode(CHUNK);

    assertThat(UpdateChunkView.inPlace(Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
    assertThat(UpdateChunkView.inPlace(Arrays.copyOf(bytes, 14))).isEmpty();
  }

  @Test
  void refusesAnotherEvent() {
    assertThat(UpdateChunkView.inPlace(new byte[] {1, 2, 3})).isEmpty();
  }
}
