package io.aiedge.core.cluster;

import java.util.regex.Pattern;

/**
 * The unique place of a cluster in the tree, from the top: {@code north.hangzhou-1} is the cluster
 * {@code hangzhou-1} below {@code north}. The root is {@code cloud} and is part of no other path.
 *
 * @param value names of lower-case letters, digits and hyphens, 1 to 63 characters each, joined by
 *     dots, 200 characters in all: short enough to end a topic name
 */
public record ClusterPath(String value) implements Comparable<ClusterPath> {
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*");

  public static final ClusterPath ROOT = new ClusterPath("cloud");

  public ClusterPath {
    if (value.length() > 200 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a cluster path: \"%s\"; give names of lower-case letters, digits and hyphens joined by dots, such as north.hangzhou-1"
              .formatted(value));
    }
  }

  /** Whether this is {@code other} or stands below it. */
  public boolean isWithin(ClusterPath other) {
    return other.equals(ROOT) || equals(other) || value.startsWith(other.value + ".");
  }

  @Override
  public int compareTo(ClusterPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
