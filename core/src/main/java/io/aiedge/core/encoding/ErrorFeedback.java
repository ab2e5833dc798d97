package io.aiedge.core.encoding;

import java.nio.ByteBuffer;

/**
 * Carries what an encoding lost over to the next update, so that nothing is lost for good and lossy
 * updates train as far as exact ones (Seide et al., <i>1-bit stochastic gradient descent</i>, 2014;
 * Karimireddy et al., <i>Error feedback fixes SignSGD</i>, 2019).
 *
 * <p>A round: {@link #compensate} the update, encode it chunk by chunk, tell each chunk by {@link
 * #sent}. Where the round may have to be done again, keep the {@link #residual} of before until the
 * update is out. Not safe for use by several threads.
 */
public final class ErrorFeedback {
  private final float[] residual;
  private float[] decoded = new float[0];

  /**
   * Goes on from what was left before.
   *
   * @param residual one value a weight, 0 at first; taken over and changed in place
   */
  public ErrorFeedback(float[] residual) {
    this.residual = residual;
  }

  /** What is still to be sent; the array itself, not a copy. */
  public float[] residual() {
    return residual;
  }

  /** The update with what is still to be sent, as a new array. */
  public float[] compensate(float[] update) {
    if (update.length != residual.length) {
      throw new IllegalArgumentException(
          "an update of %d values, a residual of %d".formatted(update.length, residual.length));
    }
    float[] compensated = new float[update.length];
    for (int i = 0; i < update.length; i++) {
      compensated[i] = update[i] + residual[i];
    }
    return compensated;
  }

  /**
   * Notes what the receiver will miss of the values from {@code from} (included) to {@code to}
   * (excluded).
   *
   * @param compensated what {@link #compensate} returned
   * @param payload those values, encoded; its position stays where it is
   */
  public void sent(float[] compensated, int from, int to, Encoding encoding, ByteBuffer payload) {
    if (decoded.length < to - from) {
      decoded = new float[to - from];
    }
    encoding.decode(payload.duplicate(), to - from, decoded);
    for (int i = from; i < to; i++) {
      residual[i] = compensated[i] - decoded[i - from];
    }
  }
}
