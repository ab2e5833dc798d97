package io.aiedge.trainer.version;

import java.nio.FloatBuffer;

/**
 * A version of the model, as read and verified.
 *
 * @param version its number
 * @param weights laid end to end, from the buffer's start to its end; do not write to it or move
 *     its position
 */
public record BaseVersion(int version, FloatBuffer weights) {
  /** What its weights take on the wire. */
  public long bytes() {
    return (long) weights.capacity() * Float.BYTES;
  }
}
