package io.aiedge.core.dataset;

import java.util.Arrays;

/**
 * How features are brought to a range that trains well.
 *
 * <p>What is fitted to a site's own rows differs from site to site; where the sites of a job must
 * see a feature on one scale, give every site the same {@link Affine}.
 */
public sealed interface Scaling {
  /**
   * What this scaling does to rows like the given ones: give it the rows to train on, at least one.
   *
   * @throws IllegalArgumentException if its numbers do not fit the width of a row
   */
  Affine fit(Samples training);

  /** Features as they are. */
  record None() implements Scaling {
    @Override
    public Affine fit(Samples training) {
      return new Affine(new float[] {0}, new float[] {1});
    }
  }

  /**
   * Every feature divided by one number, such as 255 for bytes of an image.
   *
   * @param divisor finite, not 0
   */
  record DivideBy(float divisor) implements Scaling {
    public DivideBy {
      if (divisor == 0 || !Float.isFinite(divisor)) {
        throw new IllegalArgumentException("features cannot be divided by " + divisor);
      }
    }

    @Override
    public Affine fit(Samples training) {
      return new Affine(new float[] {0}, new float[] {divisor});
    }
  }

  /** Each feature of the training rows from 0 to 1; one that never changes becomes 0. */
  record MinMax() implements Scaling {
    @Override
    public Affine fit(Samples training) {
      int width = training.width();
      float[] least = new float[width];
      float[] most = new float[width];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
      float[] features = training.features();
      for (int row = 0; row < features.length; row += width) {
        for (int i = 0; i < width; i++) {
          least[i] = Math.min(least[i], features[row + i]);
          most[i] = Math.max(most[i], features[row + i]);
        }
      }
      return Affine.between(least, most);
    }
  }

  /**
   * Each feature of the training rows with mean 0 and (population) standard deviation 1; one that
   * never changes becomes 0.
   */
  record Standardise() implements Scaling {
    @Override
    public Affine fit(Samples training) {
      int width = training.width();
      int count = Math.max(1, training.count());
      float[] features = training.features();
      double[] means = new double[width];
      for (int row = 0; row < features.length; row += width) {
        for (int i = 0; i < width; i++) {
          means[i] += features[row + i] / (double) count;
        }
      }
      double[] variances = new double[width];
      for (int row = 0; row < features.length; row += width) {
        for (int i = 0; i < width; i++) {
          double distance = features[row + i] - means[i];
          variances[i] += distance * distance / count;
        }
      }
      float[] offset = new float[width];
      float[] divisor = new float[width];
      for (int i = 0; i < width; i++) {
        offset[i] = (float) means[i];
        divisor[i] = Affine.orOne((float) Math.sqrt(variances[i]));
      }
      return new Affine(offset, divisor);
    }
  }

  /**
   * {@code (feature - offset) / divisor}, with numbers that are known.
   *
   * @param offset one for all features, or one each
   * @param divisor one for all features, or one each, as many as offsets; finite, not 0
   */
  record Affine(float[] offset, float[] divisor) implements Scaling {
    public Affine {
      if (offset.length == 0 || offset.length != divisor.length) {
        throw new IllegalArgumentException(
            "%d offsets do not go with %d divisors".formatted(offset.length, divisor.length));
      }
      for (int i = 0; i < offset.length; i++) {
        if (!Float.isFinite(offset[i]) || !Float.isFinite(divisor[i]) || divisor[i] == 0) {
          throw new IllegalArgumentException(
              "feature %d cannot be scaled by (value - %s) / %s"
                  .formatted(i, offset[i], divisor[i]));
        }
      }
    }

    /** From 0 at {@code least} to 1 at {@code most}; 0 where they are the same. */
    public static Affine between(float[] least, float[] most) {
      float[] divisor = new float[least.length];
      for (int i = 0; i < least.length; i++) {
        divisor[i] = orOne(most[i] - least[i]);
      }
      return new Affine(least, divisor);
    }

    private static float orOne(float spread) {
      return spread > 0 && Float.isFinite(spread) ? spread : 1;
    }

    @Override
    public Affine fit(Samples training) {
      if (offset.length != 1 && offset.length != training.width()) {
        throw new IllegalArgumentException(
            "scaling is given for %d features, a row has %d"
                .formatted(offset.length, training.width()));
      }
      return this;
    }

    /** Scales rows where they are: only for whoever made the array and has not shared it yet. */
    public void scaleInPlace(float[] features) {
      int width = offset.length;
      for (int row = 0; row < features.length; row += width) {
        for (int i = 0; i < width; i++) {
          features[row + i] = (features[row + i] - offset[i]) / divisor[i];
        }
      }
    }
  }
}
