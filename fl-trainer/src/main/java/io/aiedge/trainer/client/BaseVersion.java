package io.aiedge.trainer.client;

import java.nio.FloatBuffer;

/**
 * A version of the model, as read and verified.
 *
 * @param version its number
 * @param weights laid end to end, from the buffer's start to its end; do not write to it or move
 *     its position
 */
record BaseVersion(int version, FloatBuffer weights) {
  long bytes() {
    return (long) weights.capacity() * Float.BYTES;
  }
}
