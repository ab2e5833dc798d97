package io.aiedge.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.strategy.StrategySettings.Kind;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two steps of each strategy from a weight of 1, with deltas 0.5 and -1, worked out by hand. */
class StrategyTest {
  private static final Offset<Float> CLOSE = within(1e-6f);

  private static StrategySettings settings(Kind kind) {
    return new StrategySettings(kind, 0.1, 0.9, 0.8, 0.75, 0.1);
  }

  private static float[][] slotsOf(Strategy strategy, int length) {
    float[][] slots = new float[strategy.slots()][length];
    for (int slot = 0; slot < slots.length; slot++) {
      Arrays.fill(slots[slot], strategy.initial(slot));
    }
    return slots;
  }

  @Test
  void fedAvgMovesByTheAverage() {
    float[] weights = {1, -2};

    new StrategySettings(Kind.FEDAVG, 1, 0, 0, 0, 1)
        .strategy()
        .step(weights, new float[] {0.5f, 0.25f}, new float[0][]);

    assertThat(weights).containsExactly(1.5f, -1.75f);
  }

  @Test
  void fedAvgMovesByItsLearningRate() {
    float[] weights = {1};

    settings(Kind.FEDAVG).strategy().step(weights, new float[] {0.5f}, new float[0][]);

    assertThat(weights[0]).isEqualTo(1.05f, CLOSE);
  }

  @Test
  void fedAvgMKeepsAShareOfTheLastStep() {
    Strategy strategy = settings(Kind.FEDAVGM).strategy();
    float[] weights = {1};
    float[][] slots = slotsOf(strategy, 1);

    strategy.step(weights, new float[] {0.5f}, slots); // m = .5, w = 1 + .1 * .5
    assertThat(weights[0]).isEqualTo(1.05f, CLOSE);
    strategy.step(weights, new float[] {-1}, slots); // m = .9 * .5 - 1 = -.55

    assertThat(slots[0][0]).isEqualTo(-0.55f, CLOSE);
    assertThat(weights[0]).isEqualTo(0.995f, CLOSE);
  }

  @Test
  void fedAdagradAddsUpSquares() {
    Strategy strategy = settings(Kind.FEDADAGRAD).strategy();
    float[] weights = {1};
    float[][] slots = slotsOf(strategy, 1);

    // m = .2 * .5 = .1, v = .01 + .25 = .26, w = 1 + .01 / (.5099020 + .1)
    strategy.step(weights, new float[] {0.5f}, slots);
    assertThat(weights[0]).isEqualTo(1.0163961f, CLOSE);
    // m = .8 * .1 - .2 = -.12, v = 1.26, w = 1.0163961 - .012 / (1.1224972 + .1)
    strategy.step(weights, new float[] {-1}, slots);

    assertThat(slots[0][0]).isEqualTo(-0.12f, CLOSE);
    assertThat(slots[1][0]).isEqualTo(1.26f, CLOSE);
    assertThat(weights[0]).isEqualTo(1.0065801f, CLOSE);
  }

  @Test
  void fedAdamDecaysSquares() {
    Strategy strategy = settings(Kind.FEDADAM).strategy();
    float[] weights = {1};
    float[][] slots = slotsOf(strategy, 1);

    // m = .1, v = .75 * .01 + .25 * .25 = .07, w = 1 + .01 / (.2645751 + .1)
    strategy.step(weights, new float[] {0.5f}, slots);
    assertThat(weights[0]).isEqualTo(1.0274292f, CLOSE);
    // m = -.12, v = .75 * .07 + .25 = .3025, w = 1.0274292 - .012 / (.55 + .1)
    strategy.step(weights, new float[] {-1}, slots);

    assertThat(slots[1][0]).isEqualTo(0.3025f, CLOSE);
    assertThat(weights[0]).isEqualTo(1.0089677f, CLOSE);
  }

  @Test
  void fedYogiMovesItsSquaresBySteps() {
    Strategy strategy = settings(Kind.FEDYOGI).strategy();
    float[] weights = {1};
    float[][] slots = slotsOf(strategy, 1);

    // m = .1, v = .01 + .25 * .25 = .0725 as .01 < .25, w = 1 + .01 / (.2692582 + .1)
    strategy.step(weights, new float[] {0.5f}, slots);
    assertThat(weights[0]).isEqualTo(1.0270813f, CLOSE);
    // m = .8 * .1 + .2 * .1 = .1, v = .0725 - .25 * .01 = .07 as .0725 > .01
    strategy.step(weights, new float[] {0.1f}, slots);

    assertThat(slots[0][0]).isEqualTo(0.1f, CLOSE);
    assertThat(slots[1][0]).isEqualTo(0.07f, CLOSE);
    assertThat(weights[0]).isEqualTo(1.0545105f, CLOSE);
  }

  @Test
  void theSecondMomentBeginsAtTauSquared() {
    assertThat(settings(Kind.FEDADAM).strategy().initial(0)).isZero();
    assertThat(settings(Kind.FEDADAM).strategy().initial(1)).isEqualTo(0.01f);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aModelSteppedInPartsIsTheModelSteppedWhole(Kind kind) {
    Strategy strategy = settings(kind).strategy();
    float[] whole = {1, 2, 3};
    float[] delta = {0.5f, -0.25f, 0.125f};
    strategy.step(whole, delta, slotsOf(strategy, 3));

    for (int i = 0; i < 3; i++) {
      float[] part = {i + 1};
      strategy.step(part, new float[] {delta[i]}, slotsOf(strategy, 1));
      assertThat(part[0]).isEqualTo(whole[i]);
    }
  }

  @Test
  void refusesSettingsThatCannotWorkAndNamesThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StrategySettings(Kind.FEDAVG, 0, 0.9, 0.9, 0.99, 0.001))
        .withMessageContaining("learningRate is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StrategySettings(Kind.FEDAVGM, 1, 1, 0.9, 0.99, 0.001))
        .withMessageContaining("momentum is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StrategySettings(Kind.FEDADAM, 1, 0.9, 0.9, Double.NaN, 0.001))
        .withMessageContaining("beta2 is NaN");
  }
}
