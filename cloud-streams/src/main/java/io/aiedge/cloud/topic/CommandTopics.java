package io.aiedge.cloud.topic;

import io.aiedge.core.cluster.ClusterPath;

/**
 * The topics in which clusters read their commands. To write to one that is not there would hold up
 * all clusters: a producer waits for it, for a minute at a time.
 */
@FunctionalInterface
public interface CommandTopics {
  /** Whether a cluster's topic is there; where it is not, it is being made. Returns at once. */
  boolean ready(ClusterPath cluster);
}
