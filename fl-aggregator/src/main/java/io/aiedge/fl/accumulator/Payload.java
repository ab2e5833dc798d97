package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Reads the values of chunks. One for each thread: it keeps the array it reads into. */
final class Payload {
  private float[] values = new float[0];

  /** Whether the bytes are what the chunk's checksum says. */
  static boolean intact(UpdateChunkView chunk) {
    CRC32C checksum = new CRC32C();
    checksum.update(chunk.payload().duplicate());
    return (int) checksum.getValue() == chunk.crc32c();
  }

  /** Whether the payload has the length of its elements in its encoding. */
  static boolean fits(UpdateChunkView chunk) {
    return chunk.encoding() == UpdateEncoding.FLOAT32
        && chunk.payload().remaining() == (long) chunk.elements() * Float.BYTES;
  }

  /**
   * The values of a chunk that fits.
   *
   * @return an array that holds them in front, valid until the next call
   */
  float[] values(UpdateChunkView chunk) {
    if (values.length < chunk.elements()) {
      values = new float[chunk.elements()];
    }
    ByteBuffer payload = chunk.payload().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    payload.asFloatBuffer().get(values, 0, chunk.elements());
    return values;
  }

  /** The bytes of a payload, copied. */
  static byte[] bytes(UpdateChunkView chunk) {
    byte[] bytes = new byte[chunk.payload().remaining()];
    chunk.payload().duplicate().get(bytes);
    return bytes;
  }
}
