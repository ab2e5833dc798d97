package io.aiedge.bridge;

import io.aiedge.bridge.command.CommandTopology;
import io.aiedge.bridge.presence.ClusterPresence;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.stream.Service;
import io.aiedge.stream.StreamService;
import io.aiedge.stream.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** The running bridge of a cluster. */
public final class EdgeBridge implements AutoCloseable {
  private static final String NAME = "edge-bridge";
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final StreamService commands;
  private final ClusterPresence presence;

  private EdgeBridge(StreamService commands, ClusterPresence presence) {
    this.commands = commands;
    this.presence = presence;
  }

  /**
   * Starts a bridge; returns at once.
   *
   * @param registration what the cluster says of itself, asked again and again; what differs from
   *     the answer before is told to the cloud
   */
  public static EdgeBridge start(
      BridgeConfig config, Supplier<ClusterRegistered> registration, MeterRegistry meters) {
    Service service = Service.of(NAME, config.cluster(), config.stream(), meters);
    StreamService commands =
        new StreamService(
            CommandTopology.of(service),
            StreamSettings.of(NAME, config.stream()),
            CLOSE_PATIENCE,
            meters);
    commands.start();
    return new EdgeBridge(
        commands,
        ClusterPresence.start(
            config.stream().bootstrap(), config.cluster(), registration, config.leaseInterval()));
  }

  /** Whether it takes commands now. */
  public boolean isRunning() {
    return commands.isRunning();
  }

  @Override
  public void close() {
    presence.close();
    commands.close();
  }
}
