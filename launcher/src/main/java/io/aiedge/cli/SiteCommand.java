package io.aiedge.cli;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.platform.broker.OutsideListener;
import io.aiedge.platform.site.SiteOptions;
import io.aiedge.platform.site.SiteOptions.CloudService;
import io.aiedge.platform.site.SiteOptions.EdgeService;
import io.aiedge.platform.site.SiteProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aiedge site}: one site of the embedded platform, in this process. */
@Command(
    name = "site",
    hidden = true,
    description = "Run one site of the embedded platform in this process.")
final class SiteCommand {
  @Command(name = "cloud", description = "The cloud.")
  int cloud(
      @Option(names = "--dir", required = true, description = "Its folder.") Path folder,
      @Option(
              names = "--clusters",
              required = true,
              split = ",",
              description = "Clusters that will join.")
          List<String> clusters,
      @Option(
              names = "--services",
              split = ",",
              defaultValue = "registry,streams,aggregator",
              description = "Services beside Kafka (default: ${DEFAULT-VALUE}).")
          List<CloudService> services,
      @ArgGroup(exclusive = false) @Nullable Outside outside)
      throws IOException, InterruptedException {
    SiteProcess.run(
        new SiteOptions.Cloud(
            folder,
            clusters.stream().map(ClusterPath::new).toList(),
            services,
            outside == null ? null : new OutsideListener(outside.port, outside.address)));
    return 0;
  }

  @Command(name = "edge", description = "An edge cluster.")
  int edge(
      @Option(names = "--dir", required = true, description = "Its folder.") Path folder,
      @Option(names = "--cluster", required = true, description = "Its path.") String cluster,
      @Option(names = "--cloud", required = true, description = "Kafka of the cloud.") String cloud,
      @Option(
              names = "--services",
              split = ",",
              defaultValue = "mirror,bridge,shim",
              description = "Services beside Kafka (default: ${DEFAULT-VALUE}).")
          List<EdgeService> services)
      throws IOException, InterruptedException {
    SiteProcess.run(new SiteOptions.Edge(folder, new ClusterPath(cluster), cloud, services));
    return 0;
  }

  /** A second way to the cloud's Kafka, through something between. */
  static final class Outside {
    @Option(names = "--outside-port", required = true, description = "Where Kafka also listens.")
    int port;

    @Option(
        names = "--outside-address",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Where edges reach that port.")
    String address = "";
  }
}
