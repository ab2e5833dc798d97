package io.aiedge.cli;

import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.ClusterView;
import io.aiedge.event.fleet.HeldDataset;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aiedge clusters}. */
@Command(name = "clusters", description = "The clusters of the fleet.")
final class ClustersCommand {
  @Command(name = "list", description = "List the clusters.")
  void list(@Mixin CloudOptions cloud) {
    List<ClusterView> clusters = cloud.client().clusters();
    cloud.print(clusters, out -> print(clusters, out));
  }

  private static void print(List<ClusterView> clusters, PrintWriter out) {
    Table table = new Table("CLUSTER", "STATE", "KIND", "CPUS", "DATA SETS", "LAST SEEN");
    for (ClusterView cluster : clusters) {
      ClusterRegistered registration = cluster.getRegistration();
      table.row(
          registration.getPath(),
          cluster.getState().name().toLowerCase(Locale.ROOT),
          registration.getKind().name().toLowerCase(Locale.ROOT),
          registration.getCpus(),
          registration.getDatasets().stream()
              .map(HeldDataset::getName)
              .collect(Collectors.joining(",")),
          Ago.of(cluster.getLastSeen()));
    }
    table.print(out);
  }
}
