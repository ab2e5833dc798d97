package io.aiedge.core.dataset;

import java.util.Arrays;

/**
 * Rows to train on and rows kept back to judge the model by. Which rows are kept back depends on
 * the settings and the labels alone, so a site that reads its data again gets the same split. Both
 * parts keep the rows in their order.
 *
 * @param training rows to train on
 * @param heldOut rows never trained on; none where the fraction is 0, there is only one row, or the
 *     split is stratified and every class has only one
 */
public record Split(Samples training, Samples heldOut) {
  /**
   * How to split.
   *
   * @param heldOut fraction of rows kept back, from 0 (included) to 1 (excluded); above 0 it keeps
   *     back at least one row and leaves at least one, if there are two
   * @param seed of the draw
   * @param stratified whether every class gives its share; a class then always keeps a row to train
   *     on. Ignored where labels are not classes
   */
  public record Settings(double heldOut, long seed, boolean stratified) {
    public Settings {
      if (!(heldOut >= 0 && heldOut < 1)) {
        throw new IllegalArgumentException(
            "the fraction held out is from 0 (included) to 1 (excluded), not " + heldOut);
      }
    }
  }

  /** Splits rows; a part that is all of them is not copied. */
  public static Split of(Samples samples, Settings settings) {
    boolean[] held = heldOut(samples.labels(), settings);
    int[] training = rows(held, false);
    if (training.length == samples.count()) {
      return new Split(samples, samples.at(new int[0]));
    }
    return new Split(samples.at(training), samples.at(rows(held, true)));
  }

  private static boolean[] heldOut(Labels labels, Settings settings) {
    int[][] groups =
        settings.stratified() && labels instanceof Labels.Classes classes
            ? classes.rowsByClass()
            : new int[][] {Draws.upTo(labels.count())};
    int[] quotas = quotas(groups, labels.count(), settings.heldOut());
    Draws draws = new Draws(settings.seed());
    boolean[] held = new boolean[labels.count()];
    for (int group = 0; group < groups.length; group++) {
      int[] rows = groups[group].clone();
      draws.shuffle(rows);
      Arrays.stream(rows, 0, quotas[group]).forEach(row -> held[row] = true);
    }
    return held;
  }

  /** Rows each group gives: its share rounded down, the rest to the largest remainders. */
  private static int[] quotas(int[][] groups, int count, double fraction) {
    int[] quotas = new int[groups.length];
    double[] remainders = new double[groups.length];
    int wanted = fraction == 0 || count < 2 ? 0 : Math.max(1, (int) Math.rint(fraction * count));
    for (int group = 0; group < groups.length; group++) {
      double share = groups[group].length * fraction;
      quotas[group] = (int) share;
      remainders[group] = share - quotas[group];
      wanted -= quotas[group];
    }
    while (wanted > 0) {
      int next = -1;
      for (int group = 0; group < groups.length; group++) {
        boolean canGive = quotas[group] < groups[group].length - 1;
        if (canGive && (next < 0 || remainders[group] > remainders[next])) {
          next = group;
        }
      }
      if (next < 0) {
        break;
      }
      quotas[next]++;
      remainders[next]--;
      wanted--;
    }
    return quotas;
  }

  private static int[] rows(boolean[] held, boolean wanted) {
    return Arrays.stream(Draws.upTo(held.length)).filter(row -> held[row] == wanted).toArray();
  }
}
