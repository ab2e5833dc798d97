package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.platform.broker.OutsideListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a site's process is told at its start. */
public sealed interface SiteOptions {
  /** Where it keeps everything. */
  Path folder();

  /** The site's cluster. */
  ClusterPath cluster();

  /**
   * The cloud.
   *
   * @param folder where it keeps everything
   * @param clusters the clusters that will join
   * @param services which of its services run in this process
   * @param outside a second way to its Kafka; null for none
   */
  record Cloud(
      Path folder,
      List<ClusterPath> clusters,
      List<CloudService> services,
      @Nullable OutsideListener outside)
      implements SiteOptions {
    public Cloud {
      clusters = List.copyOf(clusters);
      services = List.copyOf(services);
    }

    /** With all services, and one way to its Kafka. */
    public static Cloud of(Path folder, List<ClusterPath> clusters) {
      return new Cloud(folder, clusters, List.of(CloudService.values()), null);
    }

    @Override
    public ClusterPath cluster() {
      return ClusterPath.ROOT;
    }
  }

  /**
   * An edge cluster.
   *
   * @param folder where it keeps everything; its data sets are declared in {@code datasets} there
   * @param cluster its path
   * @param cloud Kafka of the cloud, as host:port
   * @param services which of its services run in this process
   */
  record Edge(Path folder, ClusterPath cluster, String cloud, List<EdgeService> services)
      implements SiteOptions {
    public Edge {
      services = List.copyOf(services);
    }

    /** With all services. */
    public static Edge of(Path folder, ClusterPath cluster, String cloud) {
      return new Edge(folder, cluster, cloud, List.of(EdgeService.values()));
    }
  }

  /** A service of the cloud beside its Kafka. */
  enum CloudService {
    REGISTRY,
    STREAMS,
    AGGREGATOR
  }

  /** A service of an edge beside its Kafka. */
  enum EdgeService {
    MIRROR,
    BRIDGE,
    SHIM
  }
}
