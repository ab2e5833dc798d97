package io.aiedge.core.workload;

import java.util.regex.Pattern;

/**
 * Name of a workload, unique in its cluster.
 *
 * @param value lower-case letters, digits and hyphens, 1 to 63 characters, neither beginning nor
 *     ending with a hyphen: it is also a directory and, elsewhere, a DNS label
 */
public record WorkloadName(String value) implements Comparable<WorkloadName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public WorkloadName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "not a workload name: \"%s\"; give 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end"
              .formatted(value));
    }
  }

  /** Whether {@code text} could be the name of a workload. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(WorkloadName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
