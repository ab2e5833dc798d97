package io.aiedge.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ErrorFeedbackTest {
  private static final int CHUNK = 300;

  @Provide
  Arbitrary<float[]> updates() {
    return Arbitraries.floats().between(-3, 3).ofScale(7).array(float[].class).ofSize(700);
  }

  /** Sends an update chunk by chunk; returns what is received. */
  private static float[] send(ErrorFeedback feedback, Encoding encoding, float[] compensated) {
    float[] received = new float[compensated.length];
    for (int from = 0; from < compensated.length; from += CHUNK) {
      int to = Math.min(from + CHUNK, compensated.length);
      ByteBuffer payload = ByteBuffer.allocate(encoding.encodedBytes(to - from));
      encoding.encode(compensated, from, to, payload);
      feedback.sent(compensated, from, to, encoding, payload.flip());
      float[] chunk = new float[to - from];
      encoding.decode(payload, to - from, chunk);
      System.arraycopy(chunk, 0, received, from, chunk.length);
    }
    return received;
  }

  @Property(tries = 200)
  void whatIsReceivedAndWhatIsKeptMakeTheWhole(
      @ForAll("updates") float[] first,
      @ForAll("updates") float[] second,
      @ForAll Encoding encoding) {
    ErrorFeedback feedback = new ErrorFeedback(new float[700]);
    for (float[] update : new float[][] {first, second}) {
      float[] compensated = feedback.compensate(update);

      float[] received = send(feedback, encoding, compensated);

      for (int i = 0; i < 700; i++) {
        assertThat(received[i] + feedback.residual()[i]).isEqualTo(compensated[i]);
      }
    }
  }

  @Test
  void valuesTooSmallForOneUpdateArriveInTheLongRun() {
    float[] update = new float[256];
    Arrays.fill(update, 0.001f);
    update[0] = 1;
    ErrorFeedback feedback = new ErrorFeedback(new float[256]);
    double received = 0;
    double withoutFeedback = 0;
    for (int round = 0; round < 100; round++) {
      received += send(feedback, Encoding.INT8, feedback.compensate(update))[1];
      withoutFeedback += send(new ErrorFeedback(new float[256]), Encoding.INT8, update)[1];
    }

    assertThat(withoutFeedback).isZero();
    assertThat(received).isCloseTo(0.1, within(0.005));
  }

  @Test
  void aResidualOfAnotherModelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorFeedback(new float[3]).compensate(new float[4]))
        .withMessage("an update of 4 values, a residual of 3");
  }
}
