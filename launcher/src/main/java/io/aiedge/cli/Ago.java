package io.aiedge.cli;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, for people. */
final class Ago {
  private Ago() {}

  static String of(Instant then) {
    Duration age = Duration.between(then, Instant.now());
    if (age.toSeconds() < 120) {
      return Math.max(0, age.toSeconds()) + " s ago";
    }
    if (age.toMinutes() < 120) {
      return age.toMinutes() + " min ago";
    }
    return age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " d ago";
  }
}
