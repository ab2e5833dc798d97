package io.aiedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.platform.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code aiedge up} in a process of its own, ended the way Ctrl-C and SIGTERM do. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class UpE2E {
  @Test
  void aPlatformThatIsAskedToEndLeavesNoProcessBehind(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output");
    Process up =
        new ProcessBuilder(
                JavaCommand.of(
                        AiEdge.class,
                        "up",
                        "--edges",
                        "1",
                        "--data-dir",
                        folder.resolve("platform").toString())
                    .line())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !up.isAlive() || Files.readString(output).contains("Ctrl-C"));
      assertThat(up.isAlive()).as("%s", Files.readString(output)).isTrue();
      List<ProcessHandle> children = up.descendants().toList();
      assertThat(children).as("cloud, registry and edge").hasSizeGreaterThanOrEqualTo(3);

      up.destroy();

      assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(up.exitValue()).isEqualTo(128 + 15);
      assertThat(Files.readString(output)).contains("stopping all sites");
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    } finally {
      up.destroyForcibly();
    }
  }
}
