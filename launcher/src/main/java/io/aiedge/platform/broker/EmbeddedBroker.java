package io.aiedge.platform.broker;

import io.aiedge.platform.port.KeptPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KRaft broker of one node on loopback, without authentication. Its folder keeps its data and its
 * ports: one started again in the same folder, also after a kill, is the same broker at the same
 * place. A fatal fault, such as a full disk, halts the virtual machine.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String CLIENTS = "broker";
  private static final String CONTROLLER = "controller";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts a broker in a folder, at a port that is chosen once. */
  public static EmbeddedBroker start(Path folder) throws IOException {
    return start(BrokerSettings.in(folder));
  }

  /**
   * Starts a broker; clients can reach it when this returns.
   *
   * @throws IOException if the folder cannot be used or one of its ports is taken
   * @throws org.apache.kafka.common.KafkaException if another broker runs in the folder, or a
   *     setting is wrong
   */
  public static EmbeddedBroker start(BrokerSettings settings) throws IOException {
    long begin = System.nanoTime();
    Files.createDirectories(settings.folder());
    KeptPorts ports =
        KeptPorts.of(settings.folder().resolve("ports.properties"), CLIENTS, CONTROLLER);
    int port = settings.port() == 0 ? ports.free(CLIENTS) : settings.port();
    KafkaConfig config = new KafkaConfig(settings.configuration(port, ports.free(CONTROLLER)));
    if (!Files.exists(settings.logs().resolve("meta.properties"))) {
      format(config);
    }
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    LOG.info(
        "Kafka serves {} at {} after {} ms",
        settings.folder(),
        BrokerSettings.bootstrap(port),
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    return new EmbeddedBroker(server, port);
  }

  /** Where clients reach it, as host:port. */
  public String bootstrap() {
    return BrokerSettings.bootstrap(port);
  }

  /** Stops the broker; everything acknowledged is kept. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(KafkaConfig config) throws IOException {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(config.nodeId())
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(config.controllerListenerNames().get(0))
            .setMetadataLogDirectory(config.metadataLogDir());
    config.logDirs().forEach(formatter::addDirectory);
    try {
      formatter.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // the formatter declares no less
      throw new IOException("the broker's folder could not be formatted: " + e.getMessage(), e);
    }
  }
}
