package io.aiedge.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.JobState;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.ClusterState;
import io.aiedge.event.fleet.Command;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in the fleet, and how it is with them. */
class ClustersTest {
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
  void aClusterIsOnlineWhileItsLeaseIsCurrentAndUnreachableAfter() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.pipe(
        TopicCatalogue.LEASES, "edge-1", new ClusterLease("edge-1", 1L, 3000L, FleetFixture.START));

    fleet.advance(Duration.ofMillis(2500));
    assertThat(fleet.lastView().getState()).isEqualTo(ClusterState.ONLINE);
    fleet.advance(Duration.ofSeconds(1));
    assertThat(fleet.lastView().getState()).isEqualTo(ClusterState.UNREACHABLE);
    fleet.pipe(
        TopicCatalogue.LEASES, "edge-1", new ClusterLease("edge-1", 2L, 3000L, FleetFixture.START));
    assertThat(fleet.lastView().getState()).isEqualTo(ClusterState.ONLINE);
  }

  @Test
  void aClusterJoinsOnceItsCommandTopicIsThere() {
    fleet.register("late", "id-1", "digits");
    fleet.request("r1", "late");
    fleet.advance(Duration.ofSeconds(10));
    assertThat(fleet.read(TopicCatalogue.CLUSTERS)).isEmpty();
    assertThat(fleet.deadLetters()).containsExactly("unknown-cluster");

    fleet.hasTopicOf("late");
    fleet.advance(Duration.ofMillis(500));
    fleet.request("r2", "late");

    assertThat(fleet.lastView().getRegistration().getPath()).isEqualTo("late");
    assertThat(fleet.commands("late")).extracting(Command::getCommandId).containsExactly("r2");
  }

  @Test
  void aClusterThatIsToJoinHasItsPathAlready() {
    fleet.register("late", "id-1", "digits");

    fleet.register("late", "id-2", "digits");

    assertThat(fleet.deadLetters()).containsExactly("path-taken");
  }

  @Test
  void aTakenPathIsRefusedToAnotherCluster() {
    fleet.register("edge-1", "id-1", "digits");

    fleet.register("edge-1", "id-2", "digits");

    assertThat(fleet.deadLetters()).containsExactly("path-taken");
    assertThat(
            fleet
                .metrics
                .get("aiedge_dead_letters_total")
                .tags("service", "cloud-streams", "reason", "path-taken")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void aRegistrationThatNamesNoPathIsSetAsideAndTheFleetGoesOn() {
    fleet.register("North Pole/1", "id-1", "digits");
    fleet.register("edge-1", "id-2", "digits");
    fleet.job(JobState.INITIALIZING);

    assertThat(fleet.deadLetters()).containsExactly("bad-path");
    assertThat(fleet.commands("edge-1")).hasSize(1);
  }

  @Test
  void aRegistrationUnderAnotherKeyIsSetAside() {
    fleet.pipe(
        TopicCatalogue.REGISTRATIONS, "edge-2", fleet.registration("edge-1", "id-1", "digits"));

    assertThat(fleet.deadLetters()).containsExactly("wrong-key");
  }

  @Test
  void aLeaseWithoutEndIsSetAside() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.pipe(
        TopicCatalogue.LEASES,
        "edge-1",
        new ClusterLease("edge-1", 1L, Long.MAX_VALUE, FleetFixture.START));

    fleet.advance(Duration.ofMinutes(1));

    assertThat(fleet.deadLetters()).containsExactly("bad-lease");
    assertThat(fleet.lastView().getState()).isEqualTo(ClusterState.UNREACHABLE);
  }
}
