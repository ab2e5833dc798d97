package io.aiedge.core.aggregation;

/** Whether values may be added to a sum. */
public sealed interface Checked {
  /** They may. */
  record Accepted() implements Checked {}

  /**
   * They may not.
   *
   * @param reason why
   * @param element the first value that is to blame
   * @param value that value
   */
  record Rejected(Reason reason, int element, float value) implements Checked {
    /** For people. */
    public String detail() {
      return "the value at %d is %s%s"
          .formatted(
              element,
              value,
              reason == Reason.OVERFLOW ? ", too large for its weight and the round" : "");
    }
  }

  /** Why values may not be added. */
  enum Reason {
    /** A value is NaN or infinite. */
    NON_FINITE,
    /** A value times its weight is so large that a round full of its like would overflow. */
    OVERFLOW
  }
}
