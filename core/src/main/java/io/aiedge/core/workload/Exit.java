package io.aiedge.core.workload;

/**
 * How a process ended.
 *
 * @param code 0 to 255, 128 + n where signal n killed it; {@link #UNKNOWN}'s where nobody saw it
 */
public record Exit(int code) {
  /** It ended while nobody watched, such as in a power cut. Counts as a failure. */
  public static final Exit UNKNOWN = new Exit(-1);

  private static final int SIGNALLED = 128;
  private static final int KILL = 9;
  private static final int TERMINATE = 15;

  public Exit {
    if (code < -1 || code > 255) {
      throw new IllegalArgumentException("not an exit code: " + code);
    }
  }

  public boolean isKnown() {
    return code >= 0;
  }

  public boolean succeeded() {
    return code == 0;
  }

  /** For people: {@code exit code 3}. */
  @Override
  public String toString() {
    if (!isKnown()) {
      return "an unknown exit code";
    }
    return switch (code - SIGNALLED) {
      case KILL -> "exit code 137 (killed)";
      case TERMINATE -> "exit code 143 (terminated)";
      default -> "exit code " + code;
    };
  }
}
