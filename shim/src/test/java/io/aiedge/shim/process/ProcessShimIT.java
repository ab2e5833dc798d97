package io.aiedge.shim.process;

import static io.aiedge.shim.process.Site.NAME;
import static io.aiedge.shim.process.Site.awaitLines;
import static io.aiedge.shim.process.Site.awaitState;
import static io.aiedge.shim.process.Site.awaitStatus;
import static io.aiedge.shim.process.Site.isAlive;
import static io.aiedge.shim.process.Site.script;
import static io.aiedge.shim.process.Site.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.FileContent;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How processes are run: from which specification, and what happens as they end. */
class ProcessShimIT extends OpenShim {
  @Test
  void aProcessThatEndsIsStartedAgainWithGrowingWaits() {
    shim.apply(workload(1, script("echo up; exit 3")));

    WorkloadStatus status = awaitStatus(shim, s -> s.restarts() >= 3);

    assertThat(status.lastExit()).isEqualTo(new Exit(3));
    assertThat(awaitLines(shim, 3)).containsOnly("up");
    WorkloadStatus waiting = awaitState(shim, WorkloadState.BACKING_OFF);
    assertThat(waiting.message()).matches("ended with exit code 3; starts again in (80|100) ms");
  }

  @Test
  void aJobThatSucceedsIsDone() {
    shim.apply(workload(1, script("exit 0").with(Site.onFailure())));

    WorkloadStatus status = awaitState(shim, WorkloadState.SUCCEEDED);

    assertThat(status.lastExit()).isEqualTo(new Exit(0));
    assertThat(status.restarts()).isZero();
  }

  @Test
  void aJobThatKeepsFailingIsGivenUp() {
    RestartPolicy twice = Site.onFailure().withMaxRestarts(2);
    shim.apply(workload(1, script("echo try; exit 7").with(twice)));

    WorkloadStatus status = awaitState(shim, WorkloadState.FAILED);

    assertThat(status.message())
        .isEqualTo("ended with exit code 7 after 2 restarts in a row, the most allowed");
    assertThat(shim.logs(NAME, 10)).containsExactly("try", "try", "try");
  }

  @Test
  void anUnknownProgramIsAFailureThatNamesTheKnownOnes() {
    assertThat(shim.apply(workload(1, ProcessSpec.of("trainer"))))
        .isEqualTo(new Admission.Accepted());

    assertThat(awaitState(shim, WorkloadState.FAILED).message())
        .isEqualTo(
            "program trainer is not installed at this site: install it, or name one of [shell]");
  }

  @Test
  void aCommandThatIsNotThereIsAFailure() {
    shim.apply(workload(1, ProcessSpec.of("/no/such/command")));

    assertThat(awaitState(shim, WorkloadState.FAILED).message())
        .isEqualTo(
            "program /no/such/command cannot run: /no/such/command is not an executable file");
  }

  @Test
  void aProcessSeesItsFilesAndOnlyTheEnvironmentItIsGiven() {
    ProcessSpec spec =
        script("cat conf/greeting; env | sort; sleep 1000")
            .withFiles(Map.of("conf/greeting", FileContent.of("hello\n")))
            .withEnvironment(Map.of("COLOUR", "blue"));
    shim.apply(workload(1, spec));

    List<String> lines = awaitLines(shim, 8);

    assertThat(lines).contains("hello", "COLOUR=blue", "SITE=here");
    assertThat(lines.stream().skip(1).map(line -> line.replaceFirst("=.*", "")))
        .containsExactlyInAnyOrder(
            "AIEDGE_INSTANCE", "COLOUR", "HOME", "LANG", "PATH", "PWD", "SITE");
  }

  @Test
  void aChangedRevisionReplacesTheProcessAndItsFiles() {
    shim.apply(workload(1, script(RUNS_ON).withFiles(Map.of("old", FileContent.of("1")))));
    long first = Long.parseLong(awaitLines(shim, 1).get(0));

    shim.apply(
        workload(
            2, script("ls; echo end; " + RUNS_ON).withFiles(Map.of("new", FileContent.of("2")))));

    await().atMost(Site.PATIENCE).until(() -> shim.logs(NAME, 10).contains("end"));
    assertThat(shim.logs(NAME, 10).subList(1, 3)).containsExactly("new", "end");
    assertThat(isAlive(first)).isFalse();
    WorkloadStatus status = awaitState(shim, WorkloadState.RUNNING);
    assertThat(status.revision()).isEqualTo(2);
    assertThat(status.restarts()).isZero();
  }

  @Test
  void twoShimsCannotHaveOneDirectory() {
    assertThatThrownBy(() -> ProcessShim.open(Site.config(directory)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another shim runs on " + directory);
  }
}
