package io.aiedge.fl.coordinator;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.job.JobTerms;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.schemas.job.ScheduleSpecs;
import io.aiedge.schemas.job.StrategySpecs;
import java.time.Duration;

/** Whether a submitted job can be run at all. */
sealed interface JobAdmission {
  /**
   * It can.
   *
   * @param terms what was agreed
   */
  record Admitted(JobTerms terms) implements JobAdmission {}

  /**
   * It cannot.
   *
   * @param reason names the field and what is allowed
   */
  record Refused(String reason) implements JobAdmission {}

  /** Looks at a specification. */
  static JobAdmission of(JobSpec spec) {
    try {
      requireLayout(spec.getModel());
      check(spec.getTraining());
      ScheduleSpecs.schedule(spec);
      StrategySpecs.settings(spec.getStrategy());
      require(!spec.getDataset().isBlank(), "dataset", "\"\"", "the name of a data set");
      return new Admitted(terms(spec));
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  private static ChunkLayout requireLayout(ModelSpec model) {
    return new ChunkLayout(model.getParameters(), model.getChunkElements());
  }

  private static void check(LocalTrainingSpec training) {
    require(training.getEpochs() >= 1, "training.epochs", training.getEpochs(), "at least 1");
    require(
        training.getBatchSize() == -1 || training.getBatchSize() >= 1,
        "training.batchSize",
        training.getBatchSize(),
        "at least 1, or -1 for all rows");
    require(
        Double.isFinite(training.getLearningRate()) && training.getLearningRate() > 0,
        "training.learningRate",
        training.getLearningRate(),
        "a number above 0");
    require(
        Double.isFinite(training.getProximalMu()) && training.getProximalMu() >= 0,
        "training.proximalMu",
        training.getProximalMu(),
        "a number of at least 0");
  }

  private static JobTerms terms(JobSpec spec) {
    RoundSpec rounds = spec.getRounds();
    return new JobTerms(
        spec.getJob(),
        rounds.getRounds(),
        rounds.getFractionFit(),
        rounds.getMinClients(),
        rounds.getMinAvailable(),
        rounds.getOverSelection(),
        Duration.ofMillis(rounds.getDeadlineMillis()),
        rounds.getMaxFailures(),
        rounds.getTargetAccuracy(),
        rounds.getPatience(),
        Duration.ofMillis(rounds.getStartTimeoutMillis()),
        Duration.ofMillis(rounds.getClientTimeoutMillis()),
        spec.getSeed());
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s = %s is not allowed: give %s".formatted(name, value, allowed));
    }
  }
}
