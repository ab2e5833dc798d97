package io.aiedge.cli;

import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.fl.coordinator.Coordinator;
import io.aiedge.fl.coordinator.CoordinatorConfig;
import io.aiedge.platform.mirror.Mirror;
import io.aiedge.platform.mirror.MirrorSettings;
import io.aiedge.schemas.topic.ChunkPartitions;
import io.aiedge.stream.StreamService;
import io.aiedge.trainer.client.TrainerConfig;
import io.aiedge.trainer.client.TrainerService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;

/** {@code aiedge service}: one service in this process, configured by the environment. */
@Command(
    name = "service",
    description = "Run one service in this process; see docs/configuration.md for its settings.")
final class ServiceCommand {
  @Command(name = "trainer", description = "A trainer, for one job at one cluster.")
  int trainer() {
    return TrainerService.run(TrainerConfig.from(environment()));
  }

  @Command(name = "aggregator", description = "The coordinator of jobs and the accumulators.")
  int aggregator() throws InterruptedException, ExecutionException {
    ConfigSource settings = environment();
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get(SiteKeys.BOOTSTRAP)))) {
      ChunkPartitions.require(admin, settings.get(SiteKeys.CHUNK_PARTITIONS));
    }
    MeterRegistry meters = new SimpleMeterRegistry();
    StreamService accumulator = Accumulator.of(AccumulatorConfig.from(settings), meters);
    StreamService coordinator = Coordinator.of(CoordinatorConfig.from(settings), meters);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  coordinator.close();
                  accumulator.close();
                },
                "close-aggregator"));
    accumulator.start();
    coordinator.start();
    return untilAsked();
  }

  @Command(name = "mirror", description = "The mirror of an edge cluster, beside its Kafka.")
  int mirror() throws InterruptedException {
    Mirror mirror = Mirror.start(MirrorSettings.from(environment()));
    Runtime.getRuntime().addShutdownHook(new Thread(mirror::close, "close-mirror"));
    return untilAsked();
  }

  /** Waits for this process to be asked to end, which runs its hooks. */
  private static int untilAsked() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  private static ConfigSource environment() {
    return ConfigSource.environment(System.getenv());
  }
}
