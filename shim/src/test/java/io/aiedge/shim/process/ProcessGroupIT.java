package io.aiedge.shim.process;

import static io.aiedge.shim.process.Site.NAME;
import static io.aiedge.shim.process.Site.awaitLines;
import static io.aiedge.shim.process.Site.awaitState;
import static io.aiedge.shim.process.Site.isAlive;
import static io.aiedge.shim.process.Site.script;
import static io.aiedge.shim.process.Site.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.WorkloadState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to a process ends with it. */
class ProcessGroupIT extends OpenShim {
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
}
