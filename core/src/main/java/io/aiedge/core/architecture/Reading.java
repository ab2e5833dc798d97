package io.aiedge.core.architecture;

/**
 * What came of reading a configuration.
 *
 * @param <T> what is read
 */
public sealed interface Reading<T> {
  /**
   * All of it is supported.
   *
   * @param value what was read
   */
  record Accepted<T>(T value) implements Reading<T> {}

  /**
   * Some of it is not.
   *
   * @param where the name of the layer or part that is at fault
   * @param reason what is wrong with it and what is supported
   */
  record Rejected<T>(String where, String reason) implements Reading<T> {
    /** Place and reason in one line. */
    public String message() {
      return where + ": " + reason;
    }
  }
}
