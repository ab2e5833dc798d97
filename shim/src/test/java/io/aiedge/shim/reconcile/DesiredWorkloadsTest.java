package io.aiedge.shim.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.shim.workload.WorkloadEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredWorkloadsTest {
  private static final WorkloadName APP = new WorkloadName("app");
  private static final WorkloadName OLD = new WorkloadName("old");

  private final FakeShim shim = new FakeShim();
  private final List<WorkloadStatus> reported = new ArrayList<>();
  private final DesiredWorkloads desired =
      new DesiredWorkloads(
          shim,
          new DesiredWorkloads.Reports() {
            @Override
            public void status(WorkloadStatus status) {
              reported.add(status);
            }

            @Override
            public void unusable(DeadLetter letter) {
              throw new AssertionError(letter);
            }
          },
          Duration.ZERO);

  @Test
  void whatIsWishedForIsAppliedAndWhatIsNotIsRemoved() {
    shim.apply(workload(OLD, 1, 4));

    desired.begin(Map.of(APP, run(APP, 2, 1)), true, Map.of());

    assertThat(shim.asked).containsExactly("apply old 1", "remove old 4", "apply app 2");
  }

  @Test
  void aTopicThatWasNeverWrittenToRemovesNothing() {
    shim.apply(workload(OLD, 1, 1));

    desired.begin(Map.of(), false, Map.of());

    assertThat(shim.held).containsOnlyKeys(OLD);
  }

  @Test
  void aTombstoneRemoves() {
    shim.apply(workload(APP, 1, 7));

    desired.follow(new Wish.Gone(APP));

    assertThat(shim.asked).contains("remove app 7");
  }

  @Test
  void aWishThatChangesNothingIsAnsweredToo() {
    shim.apply(workload(APP, 2, 1));

    desired.follow(run(APP, 2, 1));
    desired.follow(new Wish.Gone(OLD));

    assertThat(states()).containsExactly("app 2 RUNNING", "old 0 STOPPED");
  }

  @Test
  void aRemovalThatEndedUnseenIsReported() {
    Map<WorkloadName, WorkloadReported> last = new HashMap<>();
    last.put(OLD, report(OLD, WorkloadState.RUNNING));
    last.put(new WorkloadName("older"), report(new WorkloadName("older"), WorkloadState.STOPPED));

    desired.begin(Map.of(), true, last);

    assertThat(states()).containsExactly("old 3 STOPPED");
  }

  @Test
  void whatCouldNotRunAnywhereIsAFailureAndIsNotAskedForAgain() {
    ApplyWorkload.Builder event =
        ApplyWorkload.newBuilder(WorkloadEvents.event(workload(APP, 5, 1)));
    event.getProcessBuilder().setProgram("not a program");

    desired.follow(new Wish.Run(APP, event.build()));
    desired.askAgain();

    assertThat(reported).hasSize(1);
    assertThat(reported.get(0).message()).startsWith("not a program: \"not a program\"");
    assertThat(states()).containsExactly("app 5 FAILED");
  }

  @Test
  void whatIsRefusedIsToldOnceAndAskedForAgainUntilItIsTaken() {
    shim.diskIsFull = true;
    desired.follow(run(APP, 2, 1));
    desired.askAgain();
    desired.askAgain();
    assertThat(states()).containsExactly("app 2 FAILED");

    shim.diskIsFull = false;
    desired.askAgain();
    desired.askAgain();

    assertThat(shim.asked).hasSize(4);
    assertThat(shim.held).containsOnlyKeys(APP);
  }

  @Test
  void whatIsNoLongerWishedForIsNotAskedForAgain() {
    shim.diskIsFull = true;
    desired.follow(run(APP, 2, 1));
    shim.diskIsFull = false;

    desired.follow(new Wish.Gone(APP));
    desired.askAgain();

    assertThat(shim.held).isEmpty();
  }

  private List<String> states() {
    return reported.stream()
        .map(status -> status.name() + " " + status.revision() + " " + status.state())
        .toList();
  }

  private static Wish run(WorkloadName name, long revision, long epoch) {
    return new Wish.Run(name, WorkloadEvents.event(workload(name, revision, epoch)));
  }

  private static Workload workload(WorkloadName name, long revision, long epoch) {
    return new Workload(name, revision, epoch, ProcessSpec.of("trainer"));
  }

  private static WorkloadReported report(WorkloadName name, WorkloadState state) {
    return WorkloadEvents.report(
        "north", new WorkloadStatus(name, 3, 1, state, 0, 0, null, Instant.ofEpochMilli(1), ""));
  }
}
