package io.aiedge.trainer.client;

import io.aiedge.core.aggregation.ChunkLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a client has learned in a round.
 *
 * @param order the order it was learned for
 * @param base the version it started from
 * @param learner holds the weights after training
 * @param trained how training went
 */
record Update(Order order, BaseVersion base, Learner learner, Learner.Outcome.Trained trained) {
  /** The weights of a chunk after training less those before, into the front of an array. */
  void delta(ChunkLayout layout, int chunk, float[] into) {
    int count = layout.elements(chunk);
    learner.copyWeights((long) chunk * layout.chunkElements(), count, into);
    ByteBuffer before = base.chunks().get(chunk).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer weights = before.asFloatBuffer();
    for (int i = 0; i < count; i++) {
      into[i] -= weights.get(i);
    }
  }
}
