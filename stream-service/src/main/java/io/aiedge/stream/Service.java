package io.aiedge.stream;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.schemas.registry.RegistryLookup;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * A service as its processors know it.
 *
 * @param name such as {@code edge-bridge}
 * @param site the cluster it runs at
 * @param codec reads and writes its events
 * @param meters where it counts
 */
public record Service(String name, ClusterPath site, EventCodec codec, MeterRegistry meters) {
  /** With the schemas of this build, and those of the registry where there is one. */
  public static Service of(
      String name, ClusterPath site, StreamConfig config, MeterRegistry meters) {
    return new Service(name, site, new EventCodec(RegistryLookup.atAny(config.registry())), meters);
  }

  /** Who its events are from, such as {@code north.hangzhou-1/edge-bridge}. */
  public String source() {
    return site.value() + "/" + name;
  }

  /** Where it sets records aside: at its own site. */
  public Topic deadLetters() {
    return site.equals(ClusterPath.ROOT)
        ? TopicCatalogue.DEAD_LETTERS
        : TopicCatalogue.EDGE_DEAD_LETTERS;
  }
}
