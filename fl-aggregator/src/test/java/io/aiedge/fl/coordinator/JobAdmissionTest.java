package io.aiedge.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.ScheduleKind;
import io.aiedge.event.fl.StrategyKind;
import io.aiedge.event.fl.StrategySpec;
import org.junit.jupiter.api.Test;

class JobAdmissionTest {
  private static JobAdmission admission(int chunkElements, double serverLearningRate) {
    return JobAdmission.of(job(chunkElements, serverLearningRate));
  }

  private static JobSpec job(int chunkElements, double serverLearningRate) {
    return JobSpec.newBuilder()
        .setJob("digits-1")
        .setName("Digits")
        .setDataset("digits")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.KERAS)
                .setParameters(1000)
                .setChunkElements(chunkElements)
                .build())
        .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
        .setStrategy(
            StrategySpec.newBuilder()
                .setKind(StrategyKind.FEDADAM)
                .setLearningRate(serverLearningRate)
                .build())
        .setRounds(RoundSpec.newBuilder().setRounds(3).build())
        .build();
  }

  @Test
  void admitsAJobThatCanBeRun() {
    assertThat(admission(ChunkLayout.MAX_CHUNK_ELEMENTS, 0.1))
        .isInstanceOf(JobAdmission.Admitted.class);
  }

  @Test
  void refusesChunksWhoseSumsNoRecordCanHold() {
    assertThat(admission(ChunkLayout.MAX_CHUNK_ELEMENTS + 1, 0.1))
        .isEqualTo(
            new JobAdmission.Refused(
                "a model of 1000 parameters cannot be cut into chunks of 983041: give 1 to 983040"));
  }

  @Test
  void refusesAScheduleThatCannotBe() {
    LocalTrainingSpec training =
        LocalTrainingSpec.newBuilder()
            .setLearningRate(0.1)
            .setSchedule(ScheduleKind.EXPONENTIAL)
            .setDecayRate(1.5)
            .build();

    assertThat(JobAdmission.of(JobSpec.newBuilder(job(100, 0.1)).setTraining(training).build()))
        .isEqualTo(
            new JobAdmission.Refused(
                "the decay of the learning rate is 1.5: give a number above 0, at most 1"));
  }

  @Test
  void refusesTimesThatNoInstantCanHold() {
    RoundSpec rounds =
        RoundSpec.newBuilder().setRounds(3).setDeadlineMillis(Long.MAX_VALUE).build();

    assertThat(JobAdmission.of(JobSpec.newBuilder(job(100, 0.1)).setRounds(rounds).build()))
        .isEqualTo(
            new JobAdmission.Refused(
                "deadlineMillis = 9223372036854775807 is not allowed: give 1 to 31536000000, which is a year"));
  }

  @Test
  void refusesAStrategyThatCannotWork() {
    assertThat(admission(100, -1))
        .isEqualTo(
            new JobAdmission.Refused("the strategy's learningRate is -1.0: give a number above 0"));
  }
}
