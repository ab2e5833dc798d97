package io.aiedge.bench;

/**
 * One number, and what it is held against.
 *
 * @param figure what was measured
 * @param value how much
 * @param unit of the value
 * @param against what the ratio is to; empty for the yardstick itself
 * @param ratio value divided by the yardstick's; 1 for the yardstick itself
 */
record Figure(String figure, double value, String unit, String against, double ratio) {
  static Figure yardstick(String figure, double value, String unit) {
    return new Figure(figure, value, unit, "", 1);
  }

  static Figure of(String figure, double value, Figure yardstick) {
    return yardstick(figure, value, yardstick.unit()).against(yardstick);
  }

  /** The same, held against a yardstick of the same unit. */
  Figure against(Figure yardstick) {
    return new Figure(figure, value, unit, yardstick.figure(), value / yardstick.value());
  }
}
