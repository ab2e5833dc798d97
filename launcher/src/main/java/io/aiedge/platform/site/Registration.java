package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.release.Release;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.HeldDataset;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What an embedded edge says of itself. For one thread. */
final class Registration implements Supplier<ClusterRegistered> {
  private final ClusterPath cluster;
  private final Supplier<List<HeldDataset>> datasets;
  private ClusterRegistered last;

  /**
   * @param datasets what the edge holds now; asked each time, so to be answered at once
   */
  Registration(ClusterPath cluster, Supplier<List<HeldDataset>> datasets) {
    this.cluster = cluster;
    this.datasets = datasets;
    this.last = with(datasets.get());
  }

  /** The same as before unless the data sets are others. */
  @Override
  public ClusterRegistered get() {
    List<HeldDataset> now = datasets.get();
    if (!now.equals(last.getDatasets())) {
      last = with(now);
    }
    return last;
  }

  private ClusterRegistered with(List<HeldDataset> held) {
    var machine =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ClusterRegistered.newBuilder()
        .setClusterId(
            UUID.nameUUIDFromBytes(cluster.value().getBytes(StandardCharsets.UTF_8)).toString())
        .setPath(cluster.value())
        .setParent(ClusterPath.ROOT.value())
        .setKind(ClusterKind.PROCESS)
        .setVersion(Release.VERSION)
        .setCpus(machine.getAvailableProcessors())
        .setMemoryBytes(machine.getTotalMemorySize())
        .setDatasets(held)
        .setAt(Instant.now())
        .build();
  }
}
