package io.aiedge.trainer.dataset;

/** Numbers as they stand in CSV files. */
final class CsvNumber {
  private CsvNumber() {}

  /**
   * Reads a decimal number such as {@code -1.5e3}, with or without blanks around it.
   *
   * @return NaN for anything else, and for numbers a float cannot hold
   */
  static float parse(String text) {
    String number = text.strip();
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      boolean allowed =
          c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!allowed) {
        return Float.NaN;
      }
    }
    try {
      float value = Float.parseFloat(number);
      return Float.isFinite(value) ? value : Float.NaN;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
