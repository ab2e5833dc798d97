package io.aiedge.schemas.topic;

import io.aiedge.core.cluster.ClusterPath;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics that the mirror of a cluster carries between it and the cluster above. A name that
 * ends in {@code *} stands for all topics that begin so, also those created later. No topic is in
 * both lists, for each flows one way.
 *
 * @param up carried to the cluster above
 * @param down carried from the cluster above: what all clusters read, and what is addressed to this
 *     cluster or to one below it
 */
public record MirrorRoutes(List<String> up, List<String> down) {
  private static final String BELOW = ".*";

  public MirrorRoutes {
    up = List.copyOf(up);
    down = List.copyOf(down);
  }

  /**
   * The routes of a cluster.
   *
   * @throws IllegalArgumentException for the root: nothing is above it
   */
  public static MirrorRoutes of(ClusterPath cluster) {
    if (cluster.equals(ClusterPath.ROOT)) {
      throw new IllegalArgumentException(
          "the root cluster \"%s\" has no cluster above it to mirror with".formatted(cluster));
    }
    return new MirrorRoutes(names(Direction.UP, cluster), names(Direction.DOWN, cluster));
  }

  private static List<String> names(Direction direction, ClusterPath cluster) {
    return TopicCatalogue.flowing(direction).stream()
        .flatMap(
            topic ->
                topic.perCluster()
                    ? Stream.of(topic.nameFor(cluster), topic.nameFor(cluster) + BELOW)
                    : Stream.of(topic.name()))
        .toList();
  }
}
