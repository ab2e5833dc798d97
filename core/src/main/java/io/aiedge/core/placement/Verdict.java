package io.aiedge.core.placement;

import java.util.Collection;

/**
 * Whether a cluster runs a workload, and why.
 *
 * @param chosen whether it does
 * @param reason for people
 */
public record Verdict(boolean chosen, String reason) {
  /**
   * A trainer runs where the data set is. A cluster that is unreachable now is chosen all the same:
   * it finds its command when it comes back.
   *
   * @param dataset the data set of the job
   * @param held names of the data sets the cluster holds
   * @param online whether the cluster can be reached now
   */
  public static Verdict onTrainer(String dataset, Collection<String> held, boolean online) {
    if (!held.contains(dataset)) {
      return new Verdict(
          false, "it does not hold the data set %s; it holds %s".formatted(dataset, held));
    }
    return new Verdict(
        true,
        online
            ? "it holds the data set " + dataset
            : "it holds the data set %s; unreachable now".formatted(dataset));
  }
}
