package io.aiedge.platform.site;

import io.aiedge.bridge.BridgeConfig;
import io.aiedge.bridge.EdgeBridge;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.event.fleet.ClusterKind;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.HeldDataset;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.DatasetDescription;
import io.aiedge.trainer.dataset.Described;
import io.aiedge.trainer.dataset.Unreadable;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge of an embedded edge, with what the edge says of itself. */
final class EdgeControl {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeControl.class);
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private EdgeControl() {}

  static EdgeBridge start(
      SiteOptions.Edge options, String bootstrap, Path datasets, MeterRegistry meters)
      throws IOException {
    Map<String, String> settings = new HashMap<>(System.getenv());
    settings.put("AIEDGE_KAFKA_BOOTSTRAP", bootstrap);
    settings.put("AIEDGE_CLUSTER_PATH", options.cluster().value());
    settings.put("AIEDGE_STATE_DIR", options.folder().resolve("bridge").toString());
    return EdgeBridge.start(
        BridgeConfig.from(ConfigSource.environment(settings)),
        registration(options.cluster(), datasets),
        meters);
  }

  private static ClusterRegistered registration(ClusterPath cluster, Path datasets)
      throws IOException {
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
