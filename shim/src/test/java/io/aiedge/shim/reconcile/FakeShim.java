package io.aiedge.shim.reconcile;

import io.aiedge.core.workload.Admission;
import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shim whose workloads run at once. */
final class FakeShim implements Shim {
  final Map<WorkloadName, Workload> held = new TreeMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  volatile boolean diskIsFull;
  volatile String brokenFor = "";

  @Override
  public synchronized Admission apply(Workload workload) {
    asked.add("apply " + workload.name() + " " + workload.revision());
    requireSound(workload.name());
    if (diskIsFull) {
      return new Admission.Refused("the disk is full");
    }
    if (workload.equals(held.put(workload.name(), workload))) {
      return new Admission.Unchanged();
    }
    listeners.forEach(listener -> listener.changed(status(workload, WorkloadState.RUNNING)));
    return new Admission.Accepted();
  }

  @Override
  public synchronized Admission remove(WorkloadName name, long epoch) {
    asked.add("remove " + name + " " + epoch);
    requireSound(name);
    Workload gone = held.remove(name);
    if (gone == null) {
      return new Admission.Unchanged();
    }
    listeners.forEach(listener -> listener.changed(status(gone, WorkloadState.STOPPED)));
    return new Admission.Accepted();
  }

  @Override
  public synchronized Map<WorkloadName, WorkloadStatus> statuses() {
    Map<WorkloadName, WorkloadStatus> statuses = new TreeMap<>();
    held.forEach((name, workload) -> statuses.put(name, status(workload, WorkloadState.RUNNING)));
    return statuses;
  }

  @Override
  public synchronized Watch watch(Listener listener) {
    statuses().values().forEach(listener::changed);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public List<String> logs(WorkloadName name, int lines) {
    return List.of();
  }

  @Override
  public void close() {}

  private void requireSound(WorkloadName name) {
    if (name.value().equals(brokenFor)) {
      throw new IllegalStateException("as by a bug");
    }
  }

  private static WorkloadStatus status(Workload workload, WorkloadState state) {
    return new WorkloadStatus(
        workload.name(),
        workload.revision(),
        workload.epoch(),
        state,
        0,
        0,
        null,
        Instant.EPOCH,
        "");
  }
}
