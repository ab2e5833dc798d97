package io.aiedge.platform.site;

import io.aiedge.core.cluster.ClusterPath;
import java.nio.file.Path;
import java.util.List;

/** What a site's process is told at its start. */
public sealed interface SiteOptions {
  /** Where it keeps everything. */
  Path folder();

  /**
   * The cloud.
   *
   * @param folder where it keeps everything
   * @param clusters the clusters that will join
   * @param services which of its services run in this process
   */
  record Cloud(Path folder, List<ClusterPath> clusters, List<CloudService> services)
      implements SiteOptions {
    public Cloud {
      clusters = List.copyOf(clusters);
      services = List.copyOf(services);
    }
  }

  /**
   * An edge cluster.
   *
   * @param folder where it keeps everything; its data sets are declared in {@code datasets} there
   * @param cluster its path
   * @param cloud Kafka of the cloud, as host:port
   */
  record Edge(Path folder, ClusterPath cluster, String cloud) implements SiteOptions {}

  /** A service of the cloud beside its Kafka. */
  enum CloudService {
    REGISTRY,
    STREAMS,
    AGGREGATOR
  }
}
