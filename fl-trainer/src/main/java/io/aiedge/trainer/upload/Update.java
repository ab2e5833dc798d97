package io.aiedge.trainer.upload;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.trainer.order.Order;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.nio.FloatBuffer;

/**
 * What a client has learned in a round.
 *
 * @param order the order it was learned for
 * @param base the version it started from
 * @param weights after training
 * @param trained how training went
 */
public record Update(Order order, BaseVersion base, Weights weights, Outcome.Trained trained) {
  /** The weights of a chunk after training less those before. */
  float[] delta(ChunkLayout layout, int chunk) {
    float[] delta = new float[layout.elements(chunk)];
    int from = chunk * layout.chunkElements();
    weights.copy(from, delta);
    FloatBuffer before = base.weights();
    for (int i = 0; i < delta.length; i++) {
      delta[i] -= before.get(from + i);
    }
    return delta;
  }
}
