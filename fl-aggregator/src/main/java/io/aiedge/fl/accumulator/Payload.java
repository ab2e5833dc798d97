package io.aiedge.fl.accumulator;

import io.aiedge.core.encoding.Encoding;
import io.aiedge.schemas.serde.UpdateChunkView;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the values of chunks. One for each thread: it keeps the array it reads into. */
final class Payload {
  private float[] values = new float[0];
  private @Nullable UpdateChunkView decoded;

  /** Whether the bytes are what the chunk's checksum says. */
  static boolean intact(UpdateChunkView chunk) {
    CRC32C checksum = new CRC32C();
    checksum.update(chunk.payload().duplicate());
    return (int) checksum.getValue() == chunk.crc32c();
  }

  /**
   * Whether the payload has the length of its elements, of which there are some, in its encoding.
   */
  static boolean fits(UpdateChunkView chunk) {
    return chunk.payload().remaining() == encoding(chunk).encodedBytes(chunk.elements());
  }

  /**
   * The values of a chunk that fits; checked and then added, it is decoded once.
   *
   * @return an array that holds them in front, not to be changed, valid until the next call
   */
  float[] values(UpdateChunkView chunk) {
    if (chunk != decoded) {
      if (values.length < chunk.elements()) {
        values = new float[chunk.elements()];
      }
      encoding(chunk).decode(chunk.payload().duplicate(), chunk.elements(), values);
      decoded = chunk;
    }
    return values;
  }

  private static Encoding encoding(UpdateChunkView chunk) {
    return switch (chunk.encoding()) {
      case FLOAT32 -> Encoding.FLOAT32;
      case FLOAT16 -> Encoding.FLOAT16;
      case INT8 -> Encoding.INT8;
    };
  }

  /** The bytes of a payload, copied. */
  static byte[] bytes(UpdateChunkView chunk) {
    byte[] bytes = new byte[chunk.payload().remaining()];
    chunk.payload().duplicate().get(bytes);
    return bytes;
  }
}
