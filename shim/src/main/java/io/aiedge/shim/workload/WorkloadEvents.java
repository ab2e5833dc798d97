package io.aiedge.shim.workload;

import io.aiedge.core.workload.Backoff;
import io.aiedge.core.workload.FileContent;
import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.ResourceLimits;
import io.aiedge.core.workload.RestartPolicy;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadStatus;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.RestartBackoff;
import io.aiedge.event.fleet.WorkloadReported;
import io.aiedge.event.fleet.WorkloadState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns events into workloads and statuses into events. */
public final class WorkloadEvents {
  private WorkloadEvents() {}

  /**
   * The workload an event asks for.
   *
   * @throws IllegalArgumentException if it could not run anywhere; the message says what is wrong
   */
  public static Workload workload(ApplyWorkload event) {
    return new Workload(
        new WorkloadName(event.getWorkload()),
        event.getRevision(),
        event.getEpoch(),
        spec(event.getProcess()));
  }

  /** The event that asks for a workload. */
  public static ApplyWorkload event(Workload workload) {
    return ApplyWorkload.newBuilder()
        .setWorkload(workload.name().value())
        .setRevision(workload.revision())
        .setEpoch(workload.epoch())
        .setProcess(event((ProcessSpec) workload.spec()))
        .build();
  }

  /** A status, as said by {@code cluster}. */
  public static WorkloadReported report(String cluster, WorkloadStatus status) {
    return WorkloadReported.newBuilder()
        .setCluster(cluster)
        .setWorkload(status.name().value())
        .setRevision(status.revision())
        .setEpoch(status.epoch())
        .setState(WorkloadState.valueOf(status.state().name()))
        .setRestarts(status.restarts())
        .setPid(status.pid())
        .setExitCode(status.lastExit() == null ? null : status.lastExit().code())
        .setMessage(status.message())
        .setAt(status.since())
        .build();
  }

  private static ProcessSpec spec(io.aiedge.event.fleet.ProcessSpec event) {
    return new ProcessSpec(
        event.getProgram(),
        event.getArguments(),
        event.getEnvironment(),
        event.getFiles().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, file -> content(file.getValue()))),
        new ResourceLimits(event.getCpus(), event.getMemoryBytes(), event.getPids()),
        policy(RestartPolicy.Mode.valueOf(event.getRestart().name()), event.getBackoff()),
        Duration.ofMillis(event.getStopGraceMillis()));
  }

  private static FileContent content(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return FileContent.of(bytes);
  }

  private static RestartPolicy policy(RestartPolicy.Mode mode, @Nullable RestartBackoff event) {
    if (event == null) {
      return new RestartPolicy(mode, Backoff.DEFAULT, 0);
    }
    Backoff backoff =
        new Backoff(
            Duration.ofMillis(event.getInitialMillis()),
            event.getFactor(),
            Duration.ofMillis(event.getMaxMillis()),
            Duration.ofMillis(event.getResetAfterMillis()));
    return new RestartPolicy(mode, backoff, event.getMaxRestarts());
  }

  private static io.aiedge.event.fleet.ProcessSpec event(ProcessSpec spec) {
    return io.aiedge.event.fleet.ProcessSpec.newBuilder()
        .setProgram(spec.program())
        .setArguments(spec.arguments())
        .setEnvironment(new TreeMap<>(spec.environment()))
        .setFiles(
            spec.files().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, file -> ByteBuffer.wrap(file.getValue().bytes()))))
        .setCpus(spec.limits().cpus())
        .setMemoryBytes(spec.limits().memoryBytes())
        .setPids(spec.limits().pids())
        .setRestart(io.aiedge.event.fleet.RestartPolicy.valueOf(spec.restart().mode().name()))
        .setBackoff(event(spec.restart()))
        .setStopGraceMillis(spec.stopGrace().toMillis())
        .build();
  }

  private static RestartBackoff event(RestartPolicy policy) {
    Backoff backoff = policy.backoff();
    return RestartBackoff.newBuilder()
        .setInitialMillis(backoff.initial().toMillis())
        .setFactor(backoff.factor())
        .setMaxMillis(backoff.max().toMillis())
        .setResetAfterMillis(backoff.resetAfter().toMillis())
        .setMaxRestarts(policy.maxRestarts())
        .build();
  }
}
