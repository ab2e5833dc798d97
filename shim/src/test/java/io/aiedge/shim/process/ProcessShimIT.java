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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.FileContent;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.ResourceLimits;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import io.aiedge.schemas.serde.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessShimIT {
  private static final String RUNS_ON = "echo $$; exec sleep 1000";

  @TempDir private Path directory;
  private ProcessShim shim;

  @BeforeEach
  void open() {
    shim = Site.open(directory);
  }

  @AfterEach
  void stop() throws InterruptedException {
    shim.stopAll(Site.PATIENCE);
    shim.close();
  }

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
  void aStopReachesGrandchildrenAndThoseThatLeftTheSession() {
    shim.apply(
        workload(
            1,
            script(
                """
                trap '' TERM
                setsid sleep 1001 & echo $!
                env -i /bin/sleep 1004 & echo $!
                (trap '' TERM; sleep 1002 & echo $!; wait) &
                while :; do wait; done
                """)));
    List<Long> pids = awaitLines(shim, 3).stream().map(Long::parseLong).toList();

    assertThat(shim.remove(NAME, 1)).isEqualTo(new Admission.Accepted());

    await().atMost(Site.PATIENCE).until(() -> shim.statuses().isEmpty());
    assertThat(pids).noneMatch(Site::isAlive);
    assertThat(directory.resolve("workloads/app")).doesNotExist();
  }

  @Test
  void aProcessThatEndsOnRequestIsNotKilled() {
    ProcessSpec polite =
        script("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.02; done");
    shim.apply(workload(1, polite.withStopGrace(Site.PATIENCE)));
    awaitLines(shim, 1);

    shim.apply(workload(2, script(RUNS_ON)));

    await().atMost(Site.PATIENCE).until(() -> shim.logs(NAME, 10).contains("bye"));
  }

  @Test
  void whatAnEndedProcessLeftBehindIsSweptBeforeTheNextStart() {
    shim.apply(workload(1, script("sleep 1003 & echo $!; exit 1").with(RestartPolicy.NEVER)));
    long left = Long.parseLong(awaitLines(shim, 1).get(0));

    awaitState(shim, WorkloadState.FAILED);

    assertThat(isAlive(left)).isFalse();
  }

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

  @Test
  void aLongLogIsCutAndItsEndKept() {
    shim.apply(
        workload(
            1,
            script(
                "i=0; while [ $i -lt 60 ]; do i=$((i+1)); printf '%1000d\\n' $i; sleep 0.02; done; sleep 1000")));

    await()
        .atMost(Site.PATIENCE)
        .until(() -> shim.logs(NAME, 1), last -> last.toString().contains(" 60"));

    Path log = directory.resolve("workloads/app/output.log");
    await().atMost(Site.PATIENCE).until(() -> Files.size(log) < 10_000);
    assertThat(log.resolveSibling("output.log.2")).exists();
    assertThat(log.resolveSibling("output.log.3")).doesNotExist();
    assertThat(shim.logs(NAME, 3).stream().map(String::strip)).containsExactly("58", "59", "60");
  }

  @Test
  void theLogOfAProcessThatKeepsFailingIsBoundedToo() {
    shim.apply(workload(1, script("printf '%9000d\\n' 1; exit 1")));

    awaitStatus(shim, status -> status.restarts() >= 6);

    assertThat(directory.resolve("workloads/app/output.log").toFile().length()).isLessThan(20_000);
  }

  @Test
  void aProcessAboveItsMemoryLimitIsKilled() {
    assumeLimits();
    String hog = "x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#x}";
    shim.apply(
        workload(
            1, script(hog).with(new ResourceLimits(0.5, 32 << 20, 50)).with(RestartPolicy.NEVER)));

    WorkloadStatus status = awaitState(shim, WorkloadState.FAILED);

    assertThat(status.lastExit()).isEqualTo(new Exit(137));
    assertThat(status.message())
        .isEqualTo(
            "reached its memory limit of 33554432 bytes; ended with exit code 137 (killed); it is not restarted");
  }

  @Test
  void limitsThatCannotBeSetAreToldAndTheProcessRuns() throws IOException {
    shim.close();
    Path nowhere = Files.createDirectory(directory.resolve("no-cgroups"));
    shim = ProcessShim.open(Site.config(directory, nowhere));
    shim.apply(workload(1, script(RUNS_ON).with(new ResourceLimits(0.5, 64 << 20, 0))));

    assertThat(awaitState(shim, WorkloadState.RUNNING).message())
        .isEqualTo(
            "limits not applied: cpus, memory (control groups below %s cannot be written)"
                .formatted(nowhere));
  }

  @Test
  void twoShimsCannotHaveOneDirectory() {
    assertThatThrownBy(() -> ProcessShim.open(Site.config(directory)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another shim runs on " + directory);
  }

  private WorkloadDirectory state() {
    return new WorkloadDirectory(directory.resolve("workloads/app"), new EventCodec());
  }

  private static boolean leadsItsSession(long pid) {
    return new ProcFs(Path.of("/proc")).stat(pid).filter(s -> s.session() == pid).isPresent();
  }

  private void reopen() {
    shim.close();
    shim = Site.open(directory);
  }

  private static void assumeLimits() {
    Cgroups cgroups = new Cgroups(Path.of("/sys/fs/cgroup"));
    List<String> missing = cgroups.create("probe", new ResourceLimits(1, 32 << 20, 10)).missing();
    try {
      cgroups.remove("probe");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!missing.isEmpty()) {
      System.out.println("Skipped: control groups cannot be written here for " + missing);
    }
    assumeTrue(missing.isEmpty(), "control groups cannot be written here");
  }
}
