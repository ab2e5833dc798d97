package io.aiedge.schemas.job;

import io.aiedge.core.strategy.StrategySettings;
import io.aiedge.event.fl.StrategySpec;

/** Reads the strategy of a job. */
public final class StrategySpecs {
  private StrategySpecs() {}

  /**
   * The strategy's settings.
   *
   * @throws IllegalArgumentException if one cannot work; the message names it and what is allowed
   */
  public static StrategySettings settings(StrategySpec spec) {
    return new StrategySettings(
        StrategySettings.Kind.valueOf(spec.getKind().name()),
        spec.getLearningRate(),
        spec.getMomentum(),
        spec.getBeta1(),
        spec.getBeta2(),
        spec.getEpsilon());
  }
}
