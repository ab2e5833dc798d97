package io.aiedge.trainer.client;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A version of the model, as read and verified.
 *
 * @param version its number
 * @param chunks its weights in order: float32, little-endian; do not move their positions
 */
record BaseVersion(int version, List<ByteBuffer> chunks) {
  BaseVersion {
    chunks = List.copyOf(chunks);
  }

  long bytes() {
    return chunks.stream().mapToLong(ByteBuffer::remaining).sum();
  }
}
