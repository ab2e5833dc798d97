package io.aiedge.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
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
  private static final int COUNT = 300;

  @Provide
  Arbitrary<float[]> updates() {
    return Arbitraries.floats().between(-3, 3).ofScale(7).array(float[].class).ofSize(COUNT);
  }

  private static float[] sum(float[] values, float[] others) {
    float[] sum = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      sum[i] = values[i] + others[i];
    }
    return sum;
  }

  /** Sends values with what was left before; returns what is received. */
  private static float[] send(Encoding encoding, float[] values, float[] residual) {
    ByteBuffer payload = ByteBuffer.allocate(encoding.encodedBytes(COUNT));
    encoding.encode(values, 0, COUNT, payload);
    encoding.residual(payload.flip(), values, COUNT, residual);
    float[] received = new float[COUNT];
    encoding.decode(payload, COUNT, received);
    return received;
  }

  @Property(tries = 300)
  void whatIsReceivedAndWhatIsLeftMakeTheWhole(
      @ForAll("updates") float[] first,
      @ForAll("updates") float[] second,
      @ForAll Encoding encoding) {
    float[] residual = new float[COUNT];
    for (float[] update : new float[][] {first, second}) {
      float[] compensated = sum(update, residual);

      float[] received = send(encoding, compensated, residual);

      assertThat(sum(received, residual)).isEqualTo(compensated);
    }
  }

  @Test
  void valuesTooSmallForOneUpdateArriveInTheLongRun() {
    float[] update = new float[COUNT];
    Arrays.fill(update, 0.001f);
    update[0] = 1;
    float[] residual = new float[COUNT];
    double received = 0;
    double withoutFeedback = 0;
    for (int round = 0; round < 100; round++) {
      received += send(Encoding.INT8, sum(update, residual), residual)[1];
      withoutFeedback += send(Encoding.INT8, update, new float[COUNT])[1];
    }

    assertThat(withoutFeedback).isZero();
    assertThat(received).isCloseTo(0.1, within(0.005));
  }
}
