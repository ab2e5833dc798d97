package io.aiedge.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.JobState;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.PlacementDecided;
import io.aiedge.event.fleet.PlacementVerdict;
import io.aiedge.event.fleet.RemoveWorkload;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the trainers of a job go. */
class PlacementTest {
  private FleetFixture fleet;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    fleet = new FleetFixture(stateDir);
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void aTrainerGoesWhereTheDataIsAndTheReasonsAreKept() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.register("edge-2", "id-2", "faces");

    fleet.job(JobState.INITIALIZING);

    assertThat(fleet.commands("edge-1"))
        .singleElement()
        .satisfies(
            command -> {
              ApplyWorkload apply = (ApplyWorkload) command.getAction();
              assertThat(apply.getWorkload()).isEqualTo("trainer-job-1");
              assertThat(apply.getProcess().getEnvironment()).containsEntry("AIEDGE_JOB", "job-1");
            });
    assertThat(fleet.commands("edge-2")).isEmpty();
    PlacementDecided decided = (PlacementDecided) fleet.read(TopicCatalogue.PLACEMENTS).get(0);
    assertThat(decided.getVerdicts())
        .extracting(PlacementVerdict::getReason)
        .containsExactly(
            "it holds the data set digits",
            "it does not hold the data set digits; it holds [faces]");
  }

  @Test
  void aClusterThatRegistersLaterGetsItsTrainerOnce() {
    fleet.job(JobState.WAITING);
    fleet.register("edge-1", "id-1", "digits");

    fleet.advance(Duration.ofSeconds(1));
    fleet.advance(Duration.ofSeconds(1));

    assertThat(fleet.commands("edge-1")).hasSize(1);
  }

  @Test
  void trainersAreRemovedWhenTheJobEnds() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.job(JobState.INITIALIZING);

    fleet.job(JobState.SUCCEEDED);
    fleet.job(JobState.SUCCEEDED);

    assertThat(fleet.commands("edge-1"))
        .extracting(Command::getAction)
        .hasExactlyElementsOfTypes(ApplyWorkload.class, RemoveWorkload.class);
  }

  @Test
  void aClusterThatLosesItsDataSetIsRidOfItsTrainerWhenTheJobEnds() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.job(JobState.INITIALIZING);
    fleet.register("edge-1", "id-1", "faces");
    fleet.job(JobState.TRAINING);

    fleet.job(JobState.SUCCEEDED);

    assertThat(fleet.commands("edge-1"))
        .extracting(Command::getAction)
        .hasExactlyElementsOfTypes(ApplyWorkload.class, RemoveWorkload.class);
  }
}
