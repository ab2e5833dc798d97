package io.aiedge.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aiedge.core.aggregation.Checked;
import io.aiedge.core.aggregation.FixedPoint;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodingTest {
  /** Values of all sizes a training may make, and zeros. */
  @Provide
  Arbitrary<float[]> values() {
    Arbitrary<Float> usual = Arbitraries.floats().between(-2, 2).ofScale(7);
    Arbitrary<Float> anySize =
        Arbitraries.integers()
            .map(Float::intBitsToFloat)
            .filter(value -> Float.isFinite(value) && Math.abs(value) < 1e30f);
    return Arbitraries.oneOf(usual, usual, anySize, Arbitraries.of(0f, -0f, 65519f, -65520f, 7e4f))
        .array(float[].class)
        .ofMinSize(0)
        .ofMaxSize(700);
  }

  private static ByteBuffer encode(Encoding encoding, float... values) {
    ByteBuffer out = ByteBuffer.allocate(encoding.encodedBytes(values.length));
    encoding.encode(values, 0, values.length, out);
    assertThat(out.hasRemaining()).isFalse();
    return out.flip();
  }

  private static float[] decode(Encoding encoding, ByteBuffer in, int count) {
    float[] values = new float[count];
    encoding.decode(in, count, values);
    assertThat(in.hasRemaining()).isFalse();
    return values;
  }

  private static float[] roundTrip(Encoding encoding, float... values) {
    return decode(encoding, encode(encoding, values), values.length);
  }

  @Property
  void float32ChangesNothing(@ForAll("values") float[] values) {
    assertThat(roundTrip(Encoding.FLOAT32, values)).isEqualTo(values);
  }

  @Property
  void float16IsOffByAtMostHalfItsLastBit(@ForAll("values") float[] values) {
    float[] read = roundTrip(Encoding.FLOAT16, values);

    for (int i = 0; i < values.length; i++) {
      float expected = Math.max(-65504, Math.min(65504, values[i]));
      double allowed = Math.max(0x1p-25, Math.abs(expected) * 0x1p-11);
      assertThat(Math.abs((double) read[i] - expected)).isLessThanOrEqualTo(allowed);
    }
  }

  @Property
  void int8IsOffByAtMostHalfAStep(@ForAll("values") float[] values) {
    float[] read = roundTrip(Encoding.INT8, values);

    for (int start = 0; start < values.length; start += 256) {
      float largest = 0;
      int end = Math.min(start + 256, values.length);
      for (int i = start; i < end; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      double allowed = Math.max(0x1p-100, largest / 127.0 / 2 * (1 + 1e-4));
      for (int i = start; i < end; i++) {
        assertThat(Math.abs((double) read[i] - values[i])).isLessThanOrEqualTo(allowed);
      }
    }
  }

  @Property
  void whatWasEncodedOnceIsNotChangedByAnotherRound(
      @ForAll("values") float[] values, @ForAll Encoding encoding) {
    float[] once = roundTrip(encoding, values);

    assertThat(roundTrip(Encoding.FLOAT32, once)).isEqualTo(once);
    if (encoding == Encoding.FLOAT16) {
      assertThat(roundTrip(encoding, once)).isEqualTo(once);
    }
  }

  @Property
  void aPartIsWrittenWhereTheBufferStandsAndInLittleEndianOrder(
      @ForAll("values") float[] values,
      @ForAll Encoding encoding,
      @ForAll @IntRange(min = 0, max = 300) int from) {
    int start = Math.min(from, values.length);
    float[] part = Arrays.copyOfRange(values, start, values.length);
    ByteBuffer out =
        ByteBuffer.allocate(7 + encoding.encodedBytes(part.length)).order(ByteOrder.BIG_ENDIAN);

    encoding.encode(values, start, values.length, out.position(7));

    assertThat(out.hasRemaining()).isFalse();
    assertThat(out.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(out.position(7).slice()).isEqualTo(encode(encoding, part));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotFiniteIsRefusedByTheSum(Encoding encoding) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] read = roundTrip(encoding, 1, 0, bad, -3);

      assertThat(new FixedPoint(1).check(read, 4, 1))
          .isInstanceOfSatisfying(
              Checked.Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(Checked.Reason.NON_FINITE));
    }
  }

  @Test
  void aScaleThatIsNotFiniteSpoilsItsBlockAndNoOther() {
    ByteBuffer forged = encode(Encoding.INT8, new float[300]).order(ByteOrder.LITTLE_ENDIAN);
    for (float scale : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      forged.putFloat(0, scale);

      float[] read = decode(Encoding.INT8, forged.duplicate(), 300);

      for (int i = 0; i < 300; i++) {
        assertThat(Float.isFinite(read[i])).isEqualTo(i >= 256);
      }
    }
  }

  @Test
  void aBlockOfNegligibleValuesIsReadAsZeros() {
    assertThat(roundTrip(Encoding.INT8, 1e-40f, -3e-45f, 7e-31f, 0)).containsOnly(0);
    assertThat(roundTrip(Encoding.INT8, 0x1p-100f, 0)).containsExactly(0x1p-100f, 0);
  }

  @Test
  void lengthsAreAsPromised() {
    assertThat(Encoding.FLOAT32.encodedBytes(1000)).isEqualTo(4000);
    assertThat(Encoding.FLOAT16.encodedBytes(1000)).isEqualTo(2000);
    assertThat(Encoding.INT8.encodedBytes(0)).isZero();
    assertThat(Encoding.INT8.encodedBytes(1)).isEqualTo(5);
    assertThat(Encoding.INT8.encodedBytes(256)).isEqualTo(260);
    assertThat(Encoding.INT8.encodedBytes(257)).isEqualTo(265);
    assertThat(Encoding.INT8.encodedBytes(1_663_370) / (4.0 * 1_663_370)).isLessThan(0.255);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Encoding.FLOAT32.encodedBytes(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @EnumSource
  void aWrongLengthIsRefused(Encoding encoding) {
    ByteBuffer payload = encode(encoding, 1, 2, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.decode(payload, 2, new float[9]))
        .withMessageContaining(payload.remaining() + " bytes are not 2 values as " + encoding);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.decode(payload, 4, new float[9]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.decode(payload, 3, new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoding.decode(payload, -1, new float[2]));
    assertThatExceptionOfType(BufferOverflowException.class)
        .isThrownBy(() -> encoding.encode(new float[3], 0, 3, ByteBuffer.allocate(5)));
  }
}
