package io.aiedge.platform.site;

import io.aiedge.bridge.BridgeConfig;
import io.aiedge.bridge.EdgeBridge;
import io.aiedge.core.config.ConfigSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** The bridge of an embedded edge, with what the edge says of itself. */
final class EdgeControl {
  private EdgeControl() {}

  static EdgeBridge start(
      SiteOptions.Edge options, String bootstrap, HeldDatasets datasets, MeterRegistry meters) {
    Map<String, String> settings = new HashMap<>(System.getenv());
    settings.put("AIEDGE_KAFKA_BOOTSTRAP", bootstrap);
    settings.put("AIEDGE_CLUSTER_PATH", options.cluster().value());
    settings.put("AIEDGE_STATE_DIR", options.folder().resolve("bridge").toString());
    return EdgeBridge.start(
        BridgeConfig.from(ConfigSource.environment(settings)),
        new Registration(options.cluster(), datasets::now),
        meters);
  }
}
