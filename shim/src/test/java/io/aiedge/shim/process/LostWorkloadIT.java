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

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.shim.workload.WorkloadEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workload that cannot be taken up fails by itself and holds up nobody. */
class LostWorkloadIT extends OpenShim {
  private static final WorkloadName OTHER = new WorkloadName("other");
  private static final ProcessSpec SERVICE = script(RUNS_ON);

  private long first;

  @BeforeEach
  void loseOneOfTwo() throws IOException {
    shim.apply(workload(1, SERVICE));
    shim.apply(new Workload(OTHER, 1, 1, SERVICE));
    first = awaitState(shim, WorkloadState.RUNNING).pid();
    awaitLines(shim, 1);
    shim.close();
    giveAgesToStop();
    shim = Site.open(directory);
  }

  @Test
  void itIsToldAsFailedAndTheOthersGoOn() {
    assertThat(awaitState(shim, WorkloadState.FAILED).message())
        .startsWith("cannot be taken up where it stood")
        .endsWith("apply it again, or remove it");
    assertThat(shim.statuses())
        .hasEntrySatisfying(
            OTHER, status -> assertThat(status.state()).isEqualTo(WorkloadState.RUNNING));
  }

  @Test
  void appliedAgainItRunsAndWhatWasLeftOfItDoesNot() {
    assertThat(shim.apply(workload(2, SERVICE))).isEqualTo(new Admission.Accepted());

    awaitStatus(shim, s -> s.state() == WorkloadState.RUNNING && s.revision() == 2);
    assertThat(isAlive(first)).isFalse();
  }

  @Test
  void removedItIsGoneWithWhatWasLeftOfIt() {
    List<WorkloadState> heard = new CopyOnWriteArrayList<>();
    shim.watch(
        status -> {
          if (status.name().equals(NAME)) {
            heard.add(status.state());
          }
        });

    assertThat(shim.remove(NAME, 1)).isEqualTo(new Admission.Accepted());

    awaitDead(first);
    assertThat(heard).containsExactly(WorkloadState.FAILED, WorkloadState.STOPPED);
    assertThat(shim.statuses()).containsOnlyKeys(OTHER);
    assertThat(directory.resolve("workloads/app")).doesNotExist();
    assertThat(shim.remove(NAME, 1)).isEqualTo(new Admission.Unchanged());
  }

  /** As an earlier version kept it, which allowed for more. */
  private void giveAgesToStop() throws IOException {
    EventCodec codec = new EventCodec();
    ApplyWorkload now = WorkloadEvents.event(workload(1, SERVICE));
    ApplyWorkload event =
        ApplyWorkload.newBuilder(now)
            .setProcess(
                io.aiedge.event.fleet.ProcessSpec.newBuilder(now.getProcess())
                    .setStopGraceMillis(Long.MAX_VALUE)
                    .build())
            .build();
    byte[] encoded = codec.encode(event);
    ByteBuffer wanted = ByteBuffer.allocate(Long.BYTES + 1 + encoded.length);
    wanted.putLong(1).put((byte) 0).put(encoded);
    Files.write(directory.resolve("workloads/app/wanted"), wanted.array());
  }
}
