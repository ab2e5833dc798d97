package io.aiedge.schemas.job;

import io.aiedge.core.architecture.LearningRateSchedule;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;

/** Reads how the learning rate of a job changes. */
public final class ScheduleSpecs {
  private ScheduleSpecs() {}

  /**
   * The schedule of the clients' learning rate.
   *
   * @throws IllegalArgumentException if it cannot be; the message says what is allowed
   */
  public static LearningRateSchedule schedule(JobSpec job) {
    LocalTrainingSpec training = job.getTraining();
    return switch (training.getSchedule()) {
      case CONSTANT -> new LearningRateSchedule.Constant();
      case STEP ->
          new LearningRateSchedule.StepDecay(training.getDecayRate(), training.getDecayRounds());
      case EXPONENTIAL -> new LearningRateSchedule.Exponential(training.getDecayRate());
      case COSINE -> new LearningRateSchedule.Cosine(job.getRounds().getRounds());
    };
  }
}
