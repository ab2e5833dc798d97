package io.aiedge.core.workload;

/**
 * A revision of an application placed on a cluster.
 *
 * @param name unique in the cluster
 * @param revision of what is to run, 0 or more; a later placement may go back to an earlier one
 * @param epoch of the placement, 0 or more; never goes back: whoever holds a lower one is outdated
 * @param spec what is to run
 */
public record Workload(WorkloadName name, long revision, long epoch, WorkloadSpec spec) {
  public Workload {
    if (revision < 0 || epoch < 0) {
      throw new IllegalArgumentException(
          "workload %s has revision %d and epoch %d: both are 0 or more"
              .formatted(name, revision, epoch));
    }
  }

  /** Whether the same thing is to run, whatever the epoch. */
  public boolean runsTheSameAs(Workload other) {
    return name.equals(other.name) && revision == other.revision && spec.equals(other.spec);
  }
}
