package io.aiedge.shim.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.shim.process.LogBounds;
import io.aiedge.shim.process.ProcessShimConfig;
import io.aiedge.shim.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShimConfigTest {
  @TempDir private Path directory;

  @Test
  void onlyInstalledProgramsRunUnlessTheSiteSaysOtherwise() throws IOException {
    Path programs = directory.resolve("programs.properties");
    Files.writeString(programs, "trainer = /usr/bin/java -cp trainer.jar Main\n");

    ShimConfig config =
        ShimConfig.from(
            ConfigSource.environment(
                Map.of(
                    "AIEDGE_CLUSTER_PATH", "north",
                    "AIEDGE_KAFKA_BOOTSTRAP", "localhost:9092",
                    "AIEDGE_SHIM_DIRECTORY", "/var/lib/aiedge/shim",
                    "AIEDGE_SHIM_PROGRAMS", programs.toString())));

    List<String> trainer = List.of("/usr/bin/java", "-cp", "trainer.jar", "Main");
    assertThat(config)
        .isEqualTo(
            new ShimConfig(
                new ClusterPath("north"),
                "localhost:9092",
                new ProcessShimConfig(
                    Path.of("/var/lib/aiedge/shim"),
                    new Programs(Map.of("trainer", trainer), false),
                    Map.of(),
                    LogBounds.DEFAULT,
                    Path.of("/sys/fs/cgroup"),
                    Duration.ofMillis(200))));
  }
}
