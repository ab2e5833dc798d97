package io.aiedge.platform.mirror;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.platform.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An edge with a broker and a mirror, to be killed by a test. */
public final class EdgeSite {
  static final String UP = "killed.up";
  static final String DOWN = "killed.down";

  private EdgeSite() {}

  /** Arguments: its folder, Kafka of the cloud, a file for its own Kafka's address. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
    Mirror.start(
        new MirrorSettings(
            new ClusterPath("killed"),
            broker.bootstrap(),
            arguments[1],
            List.of(UP),
            List.of(DOWN)));
    Files.writeString(Path.of(arguments[2]), broker.bootstrap());
    new CountDownLatch(1).await();
  }
}
