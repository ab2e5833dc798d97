package io.aiedge.platform.mirror;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.schemas.topic.MirrorRoutes;
import io.aiedge.schemas.topic.RecordSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.mirror.IdentityReplicationPolicy;

/**
 * What the mirror of an edge carries. Topics are names; one that ends in {@code *} stands for all
 * topics that begin so, also for those created later.
 *
 * @param cluster the edge's path; what the mirror keeps at either site is named after it
 * @param edge Kafka of the edge, as host:port
 * @param cloud Kafka of the cloud, as host:port
 * @param up topics carried to the cloud
 * @param down topics carried to the edge
 */
public record MirrorSettings(
    ClusterPath cluster, String edge, String cloud, List<String> up, List<String> down) {
  static final ConfigKey<String> CLOUD_BOOTSTRAP =
      ConfigKey.required(
          "cloud.bootstrap",
          Parser.TEXT,
          "Kafka of the cloud, as this site reaches it: host:port.");

  static final String EDGE = "edge";
  static final String CLOUD = "cloud";

  private static final String ANY = "*";
  private static final String BUFFERS_OF_THE_SYSTEM = "-1";
  private static final int BATCH_BYTES = 1 << 20;

  // Each of the four tasks may hold two fetches and a full buffer at once. At 16 and 32 MB an edge
  // with a heap of 320 MB ran out of memory on models of 100 MB.
  private static final int BUFFER_BYTES = 16 << 20;
  private static final int FETCH_BYTES = 4 << 20;

  public MirrorSettings {
    up = List.copyOf(up);
    down = List.copyOf(down);
    if (up.isEmpty() || down.isEmpty()) {
      throw new IllegalArgumentException("the mirror of " + cluster + " needs topics for each way");
    }
    for (String one : up) {
      for (String other : down) {
        if (overlap(one, other)) {
          throw new IllegalArgumentException(
              "\"%s\" would flow up and \"%s\" down: what flows both ways is copied without end"
                  .formatted(one, other));
        }
      }
    }
  }

  /** What the mirror of this cluster has to carry. */
  public static MirrorSettings of(ClusterPath cluster, String edge, String cloud) {
    MirrorRoutes routes = MirrorRoutes.of(cluster);
    return new MirrorSettings(cluster, edge, cloud, routes.up(), routes.down());
  }

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(SiteKeys.CLUSTER, SiteKeys.BOOTSTRAP, CLOUD_BOOTSTRAP);
  }

  /** Reads the settings of a mirror that runs by itself. */
  public static MirrorSettings from(ConfigSource source) {
    return of(
        source.get(SiteKeys.CLUSTER), source.get(SiteKeys.BOOTSTRAP), source.get(CLOUD_BOOTSTRAP));
  }

  private static boolean overlap(String one, String other) {
    return matches(one, other) || matches(other, one);
  }

  private static boolean matches(String pattern, String topic) {
    return pattern.endsWith(ANY)
        ? topic.startsWith(pattern.substring(0, pattern.length() - 1))
        : topic.equals(pattern);
  }

  /** MirrorMaker's own configuration. */
  Map<String, String> configuration() {
    Map<String, String> mirror = new HashMap<>();
    mirror.put("clusters", EDGE + "," + CLOUD);
    // Scanning the class path for plugins takes seconds and 300 MB.
    mirror.put("plugin.discovery", "service_load");
    mirror.put("replication.policy.class", IdentityReplicationPolicy.class.getName());
    mirror.put("replication.factor", "1");
    mirror.put("tasks.max", "2");
    mirror.put("refresh.topics.interval.seconds", "5");
    // Consumers do not move between sites, so neither their offsets nor heartbeats are needed.
    mirror.put("emit.heartbeats.enabled", "false");
    mirror.put("heartbeats.replication.enabled", "false");
    mirror.put("heartbeats.topic.replication.factor", "1"); // made all the same, and left empty
    mirror.put("emit.checkpoints.enabled", "false");
    mirror.put("emit.offset-syncs.enabled", "false");
    mirror.put("sync.topic.acls.enabled", "false");
    mirror.put("sync.topic.configs.enabled", "false");
    mirror.put("admin.timeout.ms", "15000");
    mirror.put("task.shutdown.graceful.timeout.ms", "3000");
    flow(mirror, EDGE + "->" + CLOUD, up);
    flow(mirror, CLOUD + "->" + EDGE, down);
    site(mirror, EDGE, edge);
    site(mirror, CLOUD, cloud);
    return mirror;
  }

  private static void flow(Map<String, String> mirror, String flow, List<String> topics) {
    mirror.put(flow + ".enabled", "true");
    mirror.put(
        flow + ".topics",
        topics.stream().map(MirrorSettings::expression).collect(Collectors.joining(",")));
  }

  private static String expression(String topic) {
    return topic.endsWith(ANY)
        ? Pattern.quote(topic.substring(0, topic.length() - 1)) + ".*"
        : Pattern.quote(topic);
  }

  private void site(Map<String, String> mirror, String site, String bootstrap) {
    mirror.put(site + ".bootstrap.servers", bootstrap);
    worker(mirror, site + ".");
    // MirrorMaker reads a site as a consumer and writes it as a producer.
    mirror.put(site + ".consumer.isolation.level", "read_committed");
    mirror.put(site + ".consumer.auto.offset.reset", "earliest");
    mirror.put(
        site + ".consumer.max.partition.fetch.bytes", String.valueOf(RecordSize.MAX_RECORD_BYTES));
    mirror.put(site + ".consumer.fetch.max.bytes", String.valueOf(FETCH_BYTES));
    mirror.put(site + ".producer.linger.ms", "0");
    mirror.put(site + ".producer.batch.size", String.valueOf(BATCH_BYTES));
    mirror.put(site + ".producer.max.request.size", String.valueOf(RecordSize.MAX_REQUEST_BYTES));
    mirror.put(site + ".producer.buffer.memory", String.valueOf(BUFFER_BYTES));
    // Kafka's fixed buffers of 64 and 128 KiB would hold a long link to so much per round trip; the
    // operating system fits them to the link.
    mirror.put(site + ".consumer.receive.buffer.bytes", BUFFERS_OF_THE_SYSTEM);
    mirror.put(site + ".producer.send.buffer.bytes", BUFFERS_OF_THE_SYSTEM);
    for (String client : List.of("admin", "consumer", "producer")) {
      mirror.put(site + "." + client + ".enable.metrics.push", "false");
    }
  }

  /** The Connect worker that writes to a site, and keeps its state there. */
  private void worker(Map<String, String> mirror, String site) {
    String own = "mirror." + cluster.value() + ".";
    mirror.put(site + "plugin.discovery", "service_load");
    mirror.put(site + "group.id", own + "group");
    for (String store : List.of("config", "offset", "status")) {
      mirror.put(site + store + ".storage.topic", own + store);
      mirror.put(site + store + ".storage.replication.factor", "1");
    }
    mirror.put(site + "offset.storage.partitions", "1");
    mirror.put(site + "status.storage.partitions", "1");
    // What was carried since the last flush is carried again after a kill.
    mirror.put(site + "offset.flush.interval.ms", "1000");
    // A worker that was killed is given up, and its work taken over, after this time.
    mirror.put(site + "session.timeout.ms", "6000");
    mirror.put(site + "heartbeat.interval.ms", "2000");
    mirror.put(site + "scheduled.rebalance.max.delay.ms", "0");
  }
}
