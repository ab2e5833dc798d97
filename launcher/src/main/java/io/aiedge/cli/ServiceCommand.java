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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * {@code aiedge service}: one service in this process, configured by the environment and a file.
 */
@Command(
    name = "service",
    description = "Run one service in this process; see docs/configuration.md for its settings.")
final class ServiceCommand {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Properties file with settings; environment variables win over it.")
  @Nullable Path config;

  @Command(name = "trainer", description = "A trainer, for one job at one cluster.")
  int trainer() throws IOException {
    return TrainerService.run(TrainerConfig.from(settings()));
  }

  @Command(name = "aggregator", description = "The coordinator of jobs and the accumulators.")
  int aggregator() throws IOException, InterruptedException, ExecutionException {
    ConfigSource settings = settings();
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
  int mirror() throws IOException, InterruptedException {
    Mirror mirror = Mirror.start(MirrorSettings.from(settings()));
    Runtime.getRuntime().addShutdownHook(new Thread(mirror::close, "close-mirror"));
    return untilAsked();
  }

  /** Waits for this process to be asked to end, which runs its hooks. */
  private static int untilAsked() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  private ConfigSource settings() throws IOException {
    Map<String, String> written = new HashMap<>();
    if (config != null) {
      Properties file = new Properties();
      try (var in = Files.newBufferedReader(config)) {
        file.load(in);
      } catch (NoSuchFileException e) {
        throw new UserError("there is no file " + config.toAbsolutePath());
      }
      file.stringPropertyNames().forEach(key -> written.put(key, file.getProperty(key)));
    }
    return new ConfigSource(System.getenv(), written);
  }
}
