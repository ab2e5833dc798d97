package io.aiedge.shim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadSpec;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every shim does. */
public abstract class ShimConformance {
  private static final WorkloadName APP = new WorkloadName("app");
  private static final WorkloadName OTHER = new WorkloadName("other");
  private static final Admission ACCEPTED = new Admission.Accepted();
  private static final Admission UNCHANGED = new Admission.Unchanged();

  private Subject subject;
  private Shim shim;

  /** A cluster on which nothing runs. */
  protected abstract Subject subject() throws IOException;

  /** How long a change may take on this cluster. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  @BeforeEach
  void open() throws IOException {
    subject = subject();
    shim = subject.open();
  }

  @AfterEach
  void close() throws Exception {
    shim.close();
    subject.close();
  }

  @Test
  void anAppliedWorkloadRunsAndWhatItWritesIsKept() throws IOException {
    assertThat(shim.apply(app(1, 1, subject.running("hello")))).isEqualTo(ACCEPTED);

    WorkloadStatus status = awaitState(APP, WorkloadState.RUNNING);
    assertThat(status.revision()).isEqualTo(1);
    assertThat(status.epoch()).isEqualTo(1);
    assertThat(status.restarts()).isZero();
    awaitLines("hello");
    assertThat(subject.instances(APP)).isEqualTo(1);
  }

  @Test
  void appliedAgainItIsNotDisturbed() throws IOException {
    shim.apply(app(1, 1, subject.running("hello")));
    awaitLines("hello");

    assertThat(shim.apply(app(1, 1, subject.running("hello")))).isEqualTo(UNCHANGED);
    assertThat(shim.apply(app(1, 1, subject.running("hello")))).isEqualTo(UNCHANGED);

    assertThat(subject.instances(APP)).isEqualTo(1);
    assertThat(shim.logs(APP, 10)).containsExactly("hello");
  }

  @Test
  void aChangedRevisionTakesThePlaceOfTheEarlierOne() {
    shim.apply(app(1, 1, subject.running("one")));
    awaitLines("one");

    assertThat(shim.apply(app(2, 1, subject.running("two")))).isEqualTo(ACCEPTED);

    until(
        "no two instances", () -> subject.instances(APP) <= 1 && shim.logs(APP, 1).contains("two"));
    assertThat(awaitState(APP, WorkloadState.RUNNING).revision()).isEqualTo(2);
  }

  @Test
  void anEarlierRevisionMayComeBack() {
    shim.apply(app(2, 1, subject.running("two")));
    awaitLines("two");

    assertThat(shim.apply(app(1, 2, subject.running("one")))).isEqualTo(ACCEPTED);

    awaitStatus(APP, s -> s.state() == WorkloadState.RUNNING && s.revision() == 1);
  }

  @Test
  void aHigherEpochAloneDisturbsNothing() {
    shim.apply(app(1, 1, subject.running("hello")));
    WorkloadStatus before = awaitState(APP, WorkloadState.RUNNING);
    awaitLines("hello");

    assertThat(shim.apply(app(1, 5, subject.running("hello")))).isEqualTo(ACCEPTED);

    WorkloadStatus after = awaitStatus(APP, s -> s.epoch() == 5);
    assertThat(after.state()).isEqualTo(WorkloadState.RUNNING);
    assertThat(after.pid()).isEqualTo(before.pid());
    assertThat(shim.logs(APP, 10)).containsExactly("hello");
  }

  @Test
  void aLowerEpochIsRefusedAndWhatRunsUntouched() throws IOException {
    shim.apply(app(1, 5, subject.running("hello")));
    awaitLines("hello");

    Admission applied = shim.apply(app(2, 4, subject.running("outdated")));
    Admission removed = shim.remove(APP, 4);

    assertThat(List.of(applied, removed))
        .allSatisfy(
            refused ->
                assertThat(((Admission.Refused) refused).reason())
                    .isEqualTo("epoch 4 of workload app is outdated: 5 is in force here"));
    assertThat(subject.instances(APP)).isEqualTo(1);
    assertThat(awaitState(APP, WorkloadState.RUNNING).revision()).isEqualTo(1);
  }

  @Test
  void aRemovedWorkloadIsGone() throws IOException {
    shim.apply(app(1, 1, subject.running("hello")));
    awaitLines("hello");

    assertThat(shim.remove(APP, 1)).isEqualTo(ACCEPTED);

    until("it is forgotten", () -> shim.statuses().isEmpty());
    assertThat(subject.instances(APP)).isZero();
    assertThat(shim.logs(APP, 10)).isEmpty();
    assertThat(shim.remove(APP, 1)).isEqualTo(UNCHANGED);
  }

  @Test
  void aRemovedWorkloadMayComeBack() {
    shim.apply(app(1, 1, subject.running("one")));
    awaitLines("one");
    shim.remove(APP, 1);

    assertThat(shim.apply(app(1, 2, subject.running("one")))).isEqualTo(ACCEPTED);

    until("it alone runs", () -> isRunning(APP) && subject.instances(APP) == 1);
  }

  @Test
  void whatCannotRunHasFailedWithAReasonAndDisturbsNobody() {
    shim.apply(new Workload(OTHER, 1, 1, subject.running("other")));
    awaitState(OTHER, WorkloadState.RUNNING);

    assertThat(shim.apply(app(1, 1, subject.impossible()))).isEqualTo(ACCEPTED);

    assertThat(awaitState(APP, WorkloadState.FAILED).message()).isNotEmpty();
    assertThat(isRunning(OTHER)).isTrue();
    shim.apply(app(2, 1, subject.running("now it can")));
    awaitState(APP, WorkloadState.RUNNING);
  }

  @Test
  void aWorkloadThatEndedForGoodSaysHow() {
    shim.apply(app(1, 1, subject.ending("done", 0)));
    shim.apply(new Workload(OTHER, 1, 1, subject.ending("undone", 3)));

    assertThat(awaitState(APP, WorkloadState.SUCCEEDED).lastExit()).isEqualTo(new Exit(0));
    WorkloadStatus failed = awaitState(OTHER, WorkloadState.FAILED);
    assertThat(failed.lastExit()).isEqualTo(new Exit(3));
    assertThat(failed.message()).contains("exit code 3");
  }

  @Test
  void aKilledWorkloadIsStartedAgain() throws IOException {
    shim.apply(app(1, 1, subject.running("hello")));
    awaitLines("hello");

    subject.kill(APP);

    awaitStatus(APP, s -> s.state() == WorkloadState.RUNNING && s.restarts() == 1);
    until("one instance", () -> subject.instances(APP) == 1);
  }

  @Test
  void workloadsOutliveTheirShimAndAreFoundByTheNext() throws IOException {
    shim.apply(app(1, 1, subject.running("hello")));
    long before = awaitState(APP, WorkloadState.RUNNING).pid();
    awaitLines("hello");

    reopen();

    WorkloadStatus found = awaitState(APP, WorkloadState.RUNNING);
    assertThat(found.pid()).isEqualTo(before);
    assertThat(found.revision()).isEqualTo(1);
    assertThat(shim.apply(app(1, 1, subject.running("hello")))).isEqualTo(UNCHANGED);
    assertThat(subject.instances(APP)).isEqualTo(1);
    assertThat(shim.logs(APP, 10)).containsExactly("hello");
  }

  @Test
  void whatWasKilledWhileNoShimRanIsStartedByTheNext() throws IOException {
    shim.apply(app(1, 1, subject.running("hello")));
    awaitLines("hello");
    shim.close();
    subject.kill(APP);
    until("it is dead", () -> subject.instances(APP) == 0);

    shim = subject.open();

    awaitState(APP, WorkloadState.RUNNING);
    until("one instance", () -> subject.instances(APP) == 1);
  }

  @Test
  void whatHadEndedForGoodIsNotRunAgainByTheNextShim() throws IOException {
    shim.apply(app(1, 1, subject.ending("done", 0)));
    shim.apply(new Workload(OTHER, 1, 1, subject.ending("undone", 3)));
    awaitState(APP, WorkloadState.SUCCEEDED);
    awaitState(OTHER, WorkloadState.FAILED);

    reopen();

    awaitState(APP, WorkloadState.SUCCEEDED);
    awaitState(OTHER, WorkloadState.FAILED);
    assertThat(shim.apply(app(1, 1, subject.ending("done", 0)))).isEqualTo(UNCHANGED);
    assertThat(shim.logs(APP, 10)).containsExactly("done");
    assertThat(shim.logs(OTHER, 10)).containsExactly("undone");
  }

  @Test
  void aRemovedWorkloadDoesNotComeBackWithTheNextShim() throws IOException {
    shim.apply(app(1, 1, subject.running("hello")));
    awaitLines("hello");
    shim.remove(APP, 1);

    reopen();

    until("it is forgotten", () -> shim.statuses().isEmpty() && subject.instances(APP) == 0);
  }

  @Test
  void theEpochInForceSurvivesTheShim() throws IOException {
    shim.apply(app(1, 5, subject.running("hello")));
    awaitState(APP, WorkloadState.RUNNING);

    reopen();

    assertThat(shim.apply(app(2, 4, subject.running("outdated"))))
        .isInstanceOf(Admission.Refused.class);
  }

  @Test
  void aListenerHearsWhatIsHeldAndThenEveryChangeInOrder() {
    shim.apply(new Workload(OTHER, 1, 1, subject.running("other")));
    awaitState(OTHER, WorkloadState.RUNNING);
    List<String> heard = new CopyOnWriteArrayList<>();
    Shim.Watch watch = shim.watch(status -> heard.add(status.name() + " " + status.state()));

    shim.apply(app(1, 1, subject.running("hello")));
    awaitState(APP, WorkloadState.RUNNING);
    shim.remove(APP, 1);
    until("all is heard", () -> heard.contains("app STOPPED"));

    assertThat(heard)
        .containsExactly("other RUNNING", "app STARTING", "app RUNNING", "app STOPPED");
    watch.close();
    shim.remove(OTHER, 1);
    until("it is forgotten", () -> shim.statuses().isEmpty());
    assertThat(heard).doesNotContain("other STOPPED");
  }

  @Test
  void manyWorkloadsDoNotMix() {
    List<WorkloadName> names =
        IntStream.range(0, 10).mapToObj(i -> new WorkloadName("app-" + i)).toList();

    names.forEach(name -> shim.apply(new Workload(name, 1, 1, subject.running(name.value()))));

    for (WorkloadName name : names) {
      until("it writes", () -> shim.logs(name, 10).equals(List.of(name.value())));
      assertThat(isRunning(name)).isTrue();
    }
    shim.remove(names.get(3), 1);
    until("one is gone", () -> shim.statuses().size() == 9);
    List<WorkloadName> left = new ArrayList<>(names);
    left.remove(3);
    assertThat(left).allMatch(this::isRunning);
  }

  private void reopen() throws IOException {
    shim.close();
    shim = subject.open();
  }

  private static Workload app(long revision, long epoch, WorkloadSpec spec) {
    return new Workload(APP, revision, epoch, spec);
  }

  private boolean isRunning(WorkloadName name) {
    WorkloadStatus status = shim.statuses().get(name);
    return status != null && status.state() == WorkloadState.RUNNING;
  }

  private WorkloadStatus awaitState(WorkloadName name, WorkloadState state) {
    return awaitStatus(name, status -> status.state() == state);
  }

  private WorkloadStatus awaitStatus(WorkloadName name, Predicate<WorkloadStatus> wanted) {
    return patiently("the status of " + name)
        .until(() -> shim.statuses().get(name), status -> status != null && wanted.test(status));
  }

  private void awaitLines(String... lines) {
    until("it writes", () -> shim.logs(APP, 10).equals(List.of(lines)));
  }

  private void until(String what, Callable<Boolean> holds) {
    patiently(what).until(holds);
  }

  private ConditionFactory patiently(String what) {
    return await(what).atMost(patience()).pollInterval(Duration.ofMillis(10));
  }
}
