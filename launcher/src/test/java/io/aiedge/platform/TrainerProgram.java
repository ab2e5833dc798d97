package io.aiedge.platform;

import io.aiedge.core.config.ConfigSource;
import io.aiedge.trainer.client.TrainerConfig;
import io.aiedge.trainer.client.TrainerService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainerProgram.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
