package io.aiedge.core.workload;

import java.util.List;
import java.util.Map;

/**
 * Runs workloads on a cluster.
 *
 * <p>The contract, which every implementation keeps and the conformance suite checks:
 *
 * <ul>
 *   <li><b>Desired state, not orders.</b> {@link #apply} and {@link #remove} say what is to be and
 *       return once that is durable; the shim brings it about and tells by statuses how it goes.
 *       Both are idempotent: said twice, the second changes nothing.
 *   <li><b>One at a time.</b> There is never more than one instance of a workload. A changed
 *       revision starts only when nothing of the earlier one is left.
 *   <li><b>Epochs fence.</b> An epoch lower than the one held is refused. A higher one with the
 *       same revision and specification does not disturb what runs.
 *   <li><b>Autonomy.</b> Workloads outlive {@link #close} and the shim's own death. A shim opened
 *       on the same state finds them again and goes on: it starts no second instance, restarts what
 *       ended meanwhile as the policy says, and runs nothing again that had ended for good.
 *   <li><b>Failures are statuses.</b> What cannot run ends in {@link WorkloadState#FAILED} with a
 *       reason and never disturbs other workloads.
 * </ul>
 *
 * <p>Safe for use by several threads.
 */
public interface Shim extends AutoCloseable {
  /** Hears of changes. */
  @FunctionalInterface
  interface Listener {
    /**
     * A workload's status changed. Called in order, from one thread at a time; returns soon and
     * does not change workloads.
     */
    void changed(WorkloadStatus status);
  }

  /** A listener's registration. */
  interface Watch extends AutoCloseable {
    /** The listener hears no more. */
    @Override
    void close();
  }

  /** Runs this workload, or changes it to this. */
  Admission apply(Workload workload);

  /**
   * Stops a workload and forgets it. The last status a listener hears of it is {@link
   * WorkloadState#STOPPED}; then it is no longer among {@link #statuses}.
   *
   * @param epoch of the decision; lower than the one held is refused
   */
  Admission remove(WorkloadName name, long epoch);

  /** The latest status of every workload held. */
  Map<WorkloadName, WorkloadStatus> statuses();

  /** The listener hears every status held, then every change, without a gap. */
  Watch watch(Listener listener);

  /**
   * The last lines a workload wrote, oldest first; none where it is unknown or wrote none.
   *
   * @param lines how many at most, 1 or more
   */
  List<String> logs(WorkloadName name, int lines);

  /** Ends the shim; the workloads run on. */
  @Override
  void close();
}
