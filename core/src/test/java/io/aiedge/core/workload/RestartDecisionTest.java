package io.aiedge.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.workload.RestartDecision.Done;
import io.aiedge.core.workload.RestartDecision.GiveUp;
import io.aiedge.core.workload.RestartDecision.Restart;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RestartDecisionTest {
  private static final Exit WELL = new Exit(0);
  private static final Exit BADLY = new Exit(3);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), Duration.ofMinutes(1));

  @Test
  void aServiceIsRestartedHoweverItEnded() {
    RestartPolicy policy = RestartPolicy.ALWAYS.with(BACKOFF);

    assertThat(RestartDecision.of(policy, WELL, 0, SHORT)).isEqualTo(restart(1, 1));
    assertThat(RestartDecision.of(policy, BADLY, 0, SHORT)).isEqualTo(restart(1, 1));
    assertThat(RestartDecision.of(policy, Exit.UNKNOWN, 0, SHORT)).isEqualTo(restart(1, 1));
  }

  @Test
  void aJobIsRestartedUntilItSucceeds() {
    RestartPolicy policy = RestartPolicy.ON_FAILURE.with(BACKOFF);

    assertThat(RestartDecision.of(policy, BADLY, 0, SHORT)).isEqualTo(restart(1, 1));
    assertThat(RestartDecision.of(policy, Exit.UNKNOWN, 0, SHORT)).isEqualTo(restart(1, 1));
    assertThat(RestartDecision.of(policy, WELL, 1, SHORT)).isEqualTo(new Done());
  }

  @Test
  void aSingleRunIsNeverRepeated() {
    assertThat(RestartDecision.of(RestartPolicy.NEVER, WELL, 0, SHORT)).isEqualTo(new Done());
    assertThat(RestartDecision.of(RestartPolicy.NEVER, BADLY, 0, SHORT))
        .isEqualTo(new GiveUp("ended with exit code 3; it is not restarted"));
  }

  @Test
  void theWaitGrowsUpToTheLongest() {
    RestartPolicy policy = RestartPolicy.ALWAYS.with(BACKOFF);

    assertThat(RestartDecision.of(policy, BADLY, 1, SHORT)).isEqualTo(restart(2, 2));
    assertThat(RestartDecision.of(policy, BADLY, 3, SHORT)).isEqualTo(restart(8, 4));
    assertThat(RestartDecision.of(policy, BADLY, 4, SHORT)).isEqualTo(restart(10, 5));
  }

  @Test
  void aHealthyTimeForgetsEarlierFailures() {
    RestartPolicy policy = RestartPolicy.ALWAYS.with(BACKOFF).withMaxRestarts(2);

    assertThat(RestartDecision.of(policy, BADLY, 2, BACKOFF.resetAfter())).isEqualTo(restart(1, 1));
  }

  @Test
  void tooManyFailuresInARowAreTheEnd() {
    RestartPolicy policy = RestartPolicy.ON_FAILURE.with(BACKOFF).withMaxRestarts(2);

    assertThat(RestartDecision.of(policy, BADLY, 1, SHORT)).isEqualTo(restart(2, 2));
    assertThat(RestartDecision.of(policy, new Exit(137), 2, SHORT))
        .isEqualTo(
            new GiveUp(
                "ended with exit code 137 (killed) after 2 restarts in a row, the most allowed"));
  }

  @Property(seed = "2026")
  void aWaitIsNeverBelowTheFirstNorAboveTheLongestAndNeverShrinks(
      @ForAll @IntRange(max = 100_000) int firstMillis,
      @ForAll @IntRange(max = 1_000_000) int moreMillis,
      @ForAll @DoubleRange(min = 1, max = 100) double factor,
      @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int earlier) {
    Duration first = Duration.ofMillis(firstMillis);
    Duration longest = first.plusMillis(moreMillis);
    Backoff backoff = new Backoff(first, factor, longest, Duration.ZERO);

    assertThat(backoff.delay(earlier)).isBetween(first, longest);
    assertThat(backoff.delay(earlier + 1)).isGreaterThanOrEqualTo(backoff.delay(earlier));
  }

  @Property(seed = "2026")
  void aBoundedPolicyEndsAfterItsRestarts(@ForAll @IntRange(min = 1, max = 50) int most) {
    RestartPolicy policy = RestartPolicy.ALWAYS.with(BACKOFF).withMaxRestarts(most);
    int inARow = 0;
    while (RestartDecision.of(policy, BADLY, inARow, SHORT) instanceof Restart restart) {
      assertThat(restart.inARow()).isEqualTo(inARow + 1);
      inARow = restart.inARow();
    }
    assertThat(inARow).isEqualTo(most);
  }

  private static Restart restart(int seconds, int inARow) {
    return new Restart(Duration.ofSeconds(seconds), inARow);
  }
}
