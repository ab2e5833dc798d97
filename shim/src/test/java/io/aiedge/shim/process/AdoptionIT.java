package io.aiedge.shim.process;

import static io.aiedge.shim.process.Site.NAME;
import static io.aiedge.shim.process.Site.awaitDead;
import static io.aiedge.shim.process.Site.awaitLines;
import static io.aiedge.shim.process.Site.awaitState;
import static io.aiedge.shim.process.Site.awaitStatus;
import static io.aiedge.shim.process.Site.isAlive;
import static io.aiedge.shim.process.Site.script;
import static io.aiedge.shim.process.Site.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import io.aiedge.schemas.serde.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A shim that is started again takes up what it finds. */
class AdoptionIT extends OpenShim {
  @Test
  void aChangeGoesOnWhereAnEndedShimLeftIt() {
    shim.apply(workload(1, script("trap '' TERM; echo $$; while :; do sleep 0.02; done")));
    long first = Long.parseLong(awaitLines(shim, 1).get(0));
    shim.apply(workload(2, script("echo two; exec sleep 1000")));

    reopen();

    awaitStatus(shim, s -> s.state() == WorkloadState.RUNNING && s.revision() == 2);
    await().atMost(Site.PATIENCE).until(() -> shim.logs(NAME, 1).contains("two"));
    assertThat(isAlive(first)).isFalse();
  }

  @Test
  void aRestartedShimAdoptsWhatRuns() {
    shim.apply(workload(1, script(RUNS_ON)));
    WorkloadStatus before = awaitState(shim, WorkloadState.RUNNING);
    awaitLines(shim, 1);

    reopen();

    WorkloadStatus after = awaitState(shim, WorkloadState.RUNNING);
    assertThat(after.pid()).isEqualTo(before.pid());
    assertThat(shim.apply(workload(1, script(RUNS_ON)))).isEqualTo(new Admission.Unchanged());
    assertThat(shim.logs(NAME, 10)).hasSize(1);
  }

  @Test
  void theExitCodeOfAnAdoptedProcessIsKnown() throws IOException {
    Path gate = directory.resolve("gate");
    ProcessSpec spec = script("until [ -e '%s' ]; do sleep 0.02; done; exit 42".formatted(gate));
    shim.apply(workload(1, spec.with(RestartPolicy.NEVER)));
    awaitState(shim, WorkloadState.RUNNING);
    reopen();

    Files.createFile(gate);

    assertThat(awaitState(shim, WorkloadState.FAILED).lastExit()).isEqualTo(new Exit(42));
  }

  @Test
  void aJobThatSucceededWhileNoShimRanIsNotRunAgain() throws IOException {
    Path gate = directory.resolve("gate");
    ProcessSpec spec =
        script("echo run; until [ -e '%s' ]; do sleep 0.02; done".formatted(gate))
            .with(Site.onFailure());
    shim.apply(workload(1, spec));
    long keeper = awaitState(shim, WorkloadState.RUNNING).pid();
    awaitLines(shim, 1);
    shim.close();
    Files.createFile(gate);
    awaitDead(keeper);

    shim = Site.open(directory);

    assertThat(awaitState(shim, WorkloadState.SUCCEEDED).restarts()).isZero();
    assertThat(shim.logs(NAME, 10)).containsExactly("run");
  }

  @Test
  void whatWasStoppedWithTheSiteRunsAgainWhenItIsBack() throws InterruptedException {
    shim.apply(workload(1, script(RUNS_ON).with(RestartPolicy.NEVER)));
    long before = awaitState(shim, WorkloadState.RUNNING).pid();

    assertThat(shim.stopAll(Site.PATIENCE)).isTrue();
    assertThat(isAlive(before)).isFalse();
    awaitState(shim, WorkloadState.STOPPED);
    assertThat(shim.apply(workload(2, script(RUNS_ON)))).isInstanceOf(Admission.Refused.class);
    reopen();

    assertThat(awaitState(shim, WorkloadState.RUNNING).pid()).isNotEqualTo(before);
  }

  @Test
  void aProcessStartedWhileItsShimDiedIsFoundByItsMark() throws IOException {
    shim.apply(workload(1, script(RUNS_ON)));
    WorkloadStatus before = awaitState(shim, WorkloadState.RUNNING);
    awaitLines(shim, 1);
    shim.close();
    WorkloadDirectory state = state();
    Instance known = state.readInstance().orElseThrow();
    state.save(known.keptBy(0, 0));

    shim = Site.open(directory);

    assertThat(awaitState(shim, WorkloadState.RUNNING).pid()).isEqualTo(before.pid());
  }

  @Test
  void aProcessThatHasThePidOfAnEndedOneIsLeftAlone() throws IOException {
    shim.apply(workload(1, script(RUNS_ON)));
    awaitLines(shim, 1);
    shim.close();
    Process stranger = new ProcessBuilder("setsid", "sleep", "1000").start();
    await().until(() -> leadsItsSession(stranger.pid()));
    WorkloadDirectory state = state();
    Instance known = state.readInstance().orElseThrow();
    state.save(known.keptBy(stranger.pid(), known.startTicks()));

    shim = Site.open(directory);

    awaitStatus(shim, s -> s.state() == WorkloadState.RUNNING && s.pid() != known.pid());
    assertThat(isAlive(known.pid())).isFalse();
    assertThat(stranger.isAlive()).isTrue();
    stranger.destroyForcibly();
  }

  @Test
  void afterARebootAllIsStartedAnewThoughAnotherProcessHasThePid() throws IOException {
    shim.apply(workload(1, script(RUNS_ON)));
    long before = awaitState(shim, WorkloadState.RUNNING).pid();
    awaitLines(shim, 1);
    shim.close();
    Path instance = directory.resolve("workloads/app/instance");
    Files.writeString(
        instance, Files.readString(instance).replaceFirst("boot=.*", "boot=an-earlier-one"));

    shim = Site.open(directory);

    assertThat(awaitState(shim, WorkloadState.RUNNING).pid()).isNotEqualTo(before);
    ProcessHandle.of(before).ifPresent(ProcessHandle::destroyForcibly);
  }

  private WorkloadDirectory state() {
    return new WorkloadDirectory(directory.resolve("workloads/app"), new EventCodec());
  }

  private static boolean leadsItsSession(long pid) {
    return new ProcFs(Path.of("/proc")).stat(pid).filter(s -> s.session() == pid).isPresent();
  }
}
