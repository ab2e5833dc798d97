package io.aiedge.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fleet.Command;
import io.aiedge.event.fleet.CommandOutcome;
import io.aiedge.event.fleet.CommandResult;
import io.aiedge.event.fleet.CommandState;
import io.aiedge.event.fleet.CommandView;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on their way to clusters, and what came of them. */
class CommandsTest {
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
  void commandsAreNumberedInTheOrderOfTheirRequests() {
    fleet.register("edge-1", "id-1", "digits");

    fleet.request("r1", "edge-1");
    fleet.request("r2", "edge-1");
    fleet.request("r1", "edge-1");

    assertThat(fleet.commands("edge-1")).extracting(Command::getSequence).containsExactly(1L, 2L);
    assertThat(fleet.commands("edge-1")).isEmpty();
  }

  @Test
  void theFirstResultOfACommandStands() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.request("r1", "edge-1");

    fleet.result("r1", CommandOutcome.SUCCEEDED);
    fleet.result("r1", CommandOutcome.FAILED);

    assertThat(fleet.read(TopicCatalogue.COMMAND_VIEWS))
        .extracting(view -> ((CommandView) view).getState())
        .containsExactly(CommandState.PENDING, CommandState.SUCCEEDED);
  }

  @Test
  void aRequestToAnUnknownClusterAndAnUnknownResultAreSetAside() {
    fleet.request("r1", "nowhere");
    fleet.result("r9", CommandOutcome.SUCCEEDED);

    assertThat(fleet.deadLetters()).containsExactly("unknown-cluster", "unknown-command");
  }

  @Test
  void aClusterCannotAnswerForAnother() {
    fleet.register("edge-1", "id-1", "digits");
    fleet.request("r1", "edge-1");

    fleet.pipe(
        TopicCatalogue.RESULTS,
        "edge-1",
        new CommandResult(
            "r1",
            "edge-2",
            1L,
            CommandOutcome.SUCCEEDED,
            "",
            FleetFixture.START,
            FleetFixture.START));

    assertThat(fleet.deadLetters()).containsExactly("wrong-cluster");
    assertThat(fleet.read(TopicCatalogue.COMMAND_VIEWS)).hasSize(1);
  }
}
