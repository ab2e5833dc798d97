package io.aiedge.platform.broker;

import io.aiedge.schemas.topic.RecordSize;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is started with.
 *
 * @param folder where it keeps its data; made at the first start
 * @param port where clients reach it on loopback; 0 for one that is chosen at the first start and
 *     kept in the folder
 * @param outside a second way to it; null for none
 * @param extra Kafka's own settings, which win over those of the embedded broker
 */
public record BrokerSettings(
    Path folder, int port, @Nullable OutsideListener outside, Map<String, String> extra) {
  private static final String LOOPBACK = "127.0.0.1";

  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    extra = Map.copyOf(extra);
  }

  /** A broker in a folder, at a port that is chosen once. */
  public static BrokerSettings in(Path folder) {
    return new BrokerSettings(folder, 0, null, Map.of());
  }

  /** The same with a second way to it; null for none. */
  public BrokerSettings withOutside(@Nullable OutsideListener other) {
    return new BrokerSettings(folder, port, other, extra);
  }

  /** Where the log segments lie. */
  Path logs() {
    return folder.resolve("log");
  }

  static String bootstrap(int port) {
    return LOOPBACK + ":" + port;
  }

  /** Kafka's configuration of one node that is broker and controller. */
  Map<String, String> configuration(int brokerPort, int controllerPort) {
    Map<String, String> kafka = new HashMap<>();
    kafka.put("process.roles", "broker,controller");
    kafka.put("node.id", "1");
    kafka.put("controller.quorum.voters", "1@" + bootstrap(controllerPort));
    kafka.put("controller.listener.names", "CONTROLLER");
    listen(kafka, brokerPort, controllerPort);
    kafka.put("log.dirs", logs().toString());
    kafka.put("auto.create.topics.enable", "false");
    kafka.put("message.max.bytes", String.valueOf(RecordSize.MAX_RECORD_BYTES));
    kafka.put("replica.fetch.max.bytes", String.valueOf(RecordSize.MAX_RECORD_BYTES));
    // The operating system fits the buffers to the link; fixed ones limit a long one.
    kafka.put("socket.send.buffer.bytes", "-1");
    kafka.put("socket.receive.buffer.bytes", "-1");
    alone(kafka);
    small(kafka);
    kafka.putAll(extra);
    return kafka;
  }

  private void listen(Map<String, String> kafka, int brokerPort, int controllerPort) {
    String inside = "PLAINTEXT://" + bootstrap(brokerPort);
    String listeners = inside + ",CONTROLLER://" + bootstrap(controllerPort);
    String advertised = inside;
    if (outside != null) {
      listeners += ",OUTSIDE://" + bootstrap(outside.port());
      advertised += ",OUTSIDE://" + outside.advertised();
    }
    kafka.put("listeners", listeners);
    kafka.put("advertised.listeners", advertised);
    kafka.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OUTSIDE:PLAINTEXT");
  }

  /** There is no second broker to copy to, and no further member of a group to wait for. */
  private static void alone(Map<String, String> kafka) {
    kafka.put("offsets.topic.replication.factor", "1");
    kafka.put("transaction.state.log.replication.factor", "1");
    kafka.put("transaction.state.log.min.isr", "1");
    kafka.put("share.coordinator.state.topic.replication.factor", "1");
    kafka.put("share.coordinator.state.topic.min.isr", "1");
    kafka.put("group.initial.rebalance.delay.ms", "0");
  }

  /** Several sites share a machine. */
  private static void small(Map<String, String> kafka) {
    kafka.put("offsets.topic.num.partitions", "4");
    kafka.put("transaction.state.log.num.partitions", "4");
    // The default of 128 MB is allocated at the start and fills a small heap.
    kafka.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    kafka.put("num.network.threads", "2");
    kafka.put("num.io.threads", "4");
    kafka.put("background.threads", "2");
    kafka.put("metric.reporters", "");
  }
}
