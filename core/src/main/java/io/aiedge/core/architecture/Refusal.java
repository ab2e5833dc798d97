package io.aiedge.core.architecture;

/** Ends the reading of a configuration; becomes a {@link Reading.Rejected}. */
final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String where;

  Refusal(String where, String reason) {
    super(reason);
    this.where = where;
  }

  <T> Reading<T> rejected() {
    return new Reading.Rejected<>(where, String.valueOf(getMessage()));
  }
}
