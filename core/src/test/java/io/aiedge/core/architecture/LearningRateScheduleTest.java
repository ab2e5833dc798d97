package io.aiedge.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  @Test
  void aConstantRateStays() {
    assertThat(new LearningRateSchedule.Constant().factor(70)).isEqualTo(1);
  }

  @Test
  void aStepDecayFallsEveryFewRounds() {
    LearningRateSchedule schedule = new LearningRateSchedule.StepDecay(0.5, 10);

    assertThat(schedule.factor(1)).isEqualTo(1);
    assertThat(schedule.factor(10)).isEqualTo(1);
    assertThat(schedule.factor(11)).isEqualTo(0.5);
    assertThat(schedule.factor(31)).isEqualTo(0.125);
  }

  @Test
  void anExponentialDecayFallsEveryRound() {
    LearningRateSchedule schedule = new LearningRateSchedule.Exponential(0.9);

    assertThat(schedule.factor(1)).isEqualTo(1);
    assertThat(schedule.factor(3)).isEqualTo(0.81, within(1e-12));
  }

  @Test
  void aCosineFallsFromOneAndNeverReachesZero() {
    LearningRateSchedule schedule = new LearningRateSchedule.Cosine(4);

    assertThat(schedule.factor(1)).isEqualTo(1);
    assertThat(schedule.factor(3)).isEqualTo(0.5, within(1e-12));
    assertThat(schedule.factor(4)).isPositive().isLessThan(0.2);
    assertThat(schedule.factor(9)).isEqualTo(schedule.factor(4));
  }

  @Test
  void decaysThatWouldGrowOrStopAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule.Exponential(1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new LearningRateSchedule.StepDecay(0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new LearningRateSchedule.Cosine(0));
  }
}
