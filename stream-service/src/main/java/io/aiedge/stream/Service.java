package io.aiedge.stream;

import io.aiedge.core.cluster.ClusterPath;
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
