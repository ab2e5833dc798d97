package io.aiedge.schemas.topic;

import io.aiedge.core.cluster.ClusterPath;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * One entry of the catalogue.
 *
 * @param name the topic's name; ends in {@code .PATH} where each cluster has one of its own
 * @param direction the way it flows
 * @param key what its keys are, for people
 * @param events the events it carries
 * @param partitioning how many partitions it has and why
 * @param retention how long records stay
 * @param purpose one sentence for the reference page
 */
public record Topic(
    String name,
    Direction direction,
    String key,
    List<Class<? extends SpecificRecord>> events,
    Partitioning partitioning,
    Retention retention,
    String purpose) {
  private static final String PER_CLUSTER = ".PATH";

  public Topic {
    events = List.copyOf(events);
  }

  /** Why a topic has as many partitions as it has. */
  public enum Partitioning {
    /** One: the order of all its records matters. */
    ORDERED,
    /** Spread by key. */
    BY_KEY,
    /** Spread by chunk: the same number at every site, so that mirroring keeps the partition. */
    BY_CHUNK
  }

  /** Whether each cluster has a topic of its own. */
  public boolean perCluster() {
    return name.endsWith(PER_CLUSTER);
  }

  /** The name of a cluster's own topic. */
  public String nameFor(ClusterPath cluster) {
    if (!perCluster()) {
      throw new IllegalStateException(name + " is one topic for all clusters");
    }
    return name.substring(0, name.length() - PER_CLUSTER.length() + 1) + cluster.value();
  }
}
