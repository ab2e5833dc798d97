package io.aiedge.platform;

import io.aiedge.core.config.ConfigSource;
import io.aiedge.platform.process.JavaCommand;
import io.aiedge.trainer.client.TrainerConfig;
import io.aiedge.trainer.client.TrainerService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A trainer as a process of its own. */
final class TrainerProgram {
  private TrainerProgram() {}

  /** What the process runs. */
  public static void main(String[] arguments) {
    System.exit(TrainerService.run(TrainerConfig.from(ConfigSource.environment(System.getenv()))));
  }

  /** Starts one; its output goes to a file. */
  static Process start(Map<String, String> environment, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(JavaCommand.of(TrainerProgram.class).line())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
