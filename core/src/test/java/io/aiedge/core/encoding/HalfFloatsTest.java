package io.aiedge.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatsTest {
  /** What a finite half is worth, by the definition of IEEE 754. */
  private static double worth(int half) {
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    double magnitude =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : Math.scalb(1024.0 + fraction, exponent - 25);
    return half >= 0x8000 ? -magnitude : magnitude;
  }

  @Test
  void everyHalfIsTheFloatOfItsDefinitionAndComesBack() {
    for (int half = 0; half < 1 << 16; half++) {
      float value = HalfFloats.toFloat((short) half);
      boolean finite = (half & 0x7c00) != 0x7c00;

      if (finite) {
        assertThat((double) value).isEqualTo(worth(half));
        assertThat(HalfFloats.toHalf(value)).isEqualTo((short) half);
      } else if ((half & 0x3ff) == 0) {
        assertThat(value)
            .isEqualTo(half < 0x8000 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY);
        assertThat(HalfFloats.toHalf(value)).isEqualTo((short) half);
      } else {
        assertThat(value).isNaN();
        assertThat(HalfFloats.toFloat(HalfFloats.toHalf(value))).isNaN();
      }
    }
  }

  @Test
  void betweenTwoHalvesTheNearerIsChosenAndTheEvenOneInTheMiddle() {
    for (int half = 0; half < 0x7bff; half++) {
      float middle = (float) ((worth(half) + worth(half + 1)) / 2);
      int even = (half & 1) == 0 ? half : half + 1;

      assertThat(HalfFloats.toHalf(middle)).isEqualTo((short) even);
      assertThat(HalfFloats.toHalf(Math.nextDown(middle))).isEqualTo((short) half);
      assertThat(HalfFloats.toHalf(Math.nextUp(middle))).isEqualTo((short) (half + 1));
      assertThat(HalfFloats.toHalf(-middle)).isEqualTo((short) (even | 0x8000));
    }
  }

  @Test
  void valuesBeyondTheLargestHalfStayThere() {
    for (float value : new float[] {65504, 65519, 65520, 1e6f, Float.MAX_VALUE}) {
      assertThat(HalfFloats.toFloat(HalfFloats.toHalf(value))).isEqualTo(65504);
      assertThat(HalfFloats.toFloat(HalfFloats.toHalf(-value))).isEqualTo(-65504);
    }
  }
}
