package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.DatasetDescription;
import io.aiedge.trainer.dataset.Described;
import io.aiedge.trainer.dataset.Unreadable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an embedded edge says of itself. The folder of its data sets is looked at whenever it is
 * asked, and read again only where a file has changed. For one thread.
 */
final class Registration implements Supplier<ClusterRegistered> {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private final ClusterPath cluster;
  private final Path datasets;
  private Map<Path, Stamp> files;
  private ClusterRegistered last;

  /**
   * Looks for the first time.
   *
   * @param datasets folder of the declarations of data sets and their files
   */
  Registration(ClusterPath cluster, Path datasets) throws IOException {
    this.cluster = cluster;
    this.datasets = datasets;
    this.files = stamps();
    this.last = read();
  }

  private record Stamp(long size, FileTime changed) {}

  /** The same as before unless a file of a data set has come, gone or changed. */
  @Override
  public ClusterRegistered get() {
    try {
      Map<Path, Stamp> now = stamps();
      if (!now.equals(files)) {
        last = read();
        files = now;
      }
    } catch (IOException e) {
      LOG.warn("the data sets in {} cannot be looked at: {}", datasets, e.toString());
    }
    return last;
  }

  private Map<Path, Stamp> stamps() throws IOException {
    Map<Path, Stamp> stamps = new HashMap<>();
    try (Stream<Path> found = Files.walk(datasets)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        stamps.put(file, new Stamp(Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    return stamps;
  }

  private ClusterRegistered read() throws IOException {
    var machine =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ClusterRegistered.newBuilder()
        .setClusterId(
            UUID.nameUUIDFromBytes(cluster.value().getBytes(StandardCharsets.UTF_8)).toString())
        .setPath(cluster.value())
        .setParent(ClusterPath.ROOT.value())
        .setKind(ClusterKind.PROCESS)
        .setVersion(VERSION)
        .setCpus(machine.getAvailableProcessors())
        .setMemoryBytes(machine.getTotalMemorySize())
        .setDatasets(held(DatasetCatalog.open(datasets)))
        .setAt(Instant.now())
        .build();
  }

  private static List<HeldDataset> held(DatasetCatalog catalog) throws IOException {
    List<HeldDataset> held = new ArrayList<>();
    for (String name : catalog.names()) {
      DatasetDescription description = catalog.describe(name);
      if (description instanceof Described found) {
        held.add(new HeldDataset(found.name(), found.rows(), found.shape(), found.classes()));
      } else if (description instanceof Unreadable unreadable) {
        LOG.warn("data set {} is not offered: {}", name, unreadable.reason());
      }
    }
    return held;
  }
}
