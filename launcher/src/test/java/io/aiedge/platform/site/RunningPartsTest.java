package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningPartsTest {
  private final RunningParts parts = new RunningParts();
  private final List<String> closed = new ArrayList<>();

  @Test
  void theyAreClosedInTheReverseOrderOfTheirStartAndOnce() {
    part("first");
    part("second");

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void oneThatFailsStopsNoOther() {
    part("first");
    parts.add(
        () -> {
          throw new IllegalStateException("as by a bug");
        });

    parts.close();

    assertThat(closed).containsExactly("first");
  }

  @Test
  void anInterruptIsKnownOnceAllAreClosed() {
    part("first");
    parts.add(
        () -> {
          throw new InterruptedException();
        });

    parts.close();

    assertThat(closed).containsExactly("first");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatStartsAfterTheEndIsClosedAtOnce() {
    parts.close();

    part("late");

    assertThat(closed).containsExactly("late");
  }

  private void part(String name) {
    AutoCloseable part = () -> closed.add(name);
    var unused = parts.add(part);
  }
}
