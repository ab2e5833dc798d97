package io.aiedge.platform.site;

import io.aiedge.platform.process.JavaChild;
import io.aiedge.platform.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service in a process of its own, to be killed and started again by a test. */
final class ServiceProcess implements AutoCloseable {
  private final String name;
  private final JavaCommand command;
  private final Path log;
  private JavaChild child;

  private ServiceProcess(String name, JavaCommand command, Path log) throws IOException {
    this.name = name;
    this.command = command;
    this.log = log;
    this.child = launch();
  }

  /**
   * Starts {@code aiedge service NAME}.
   *
   * @param folder of its state and its log
   * @param settings its environment beside {@code AIEDGE_STATE_DIR}
   */
  static ServiceProcess start(String name, Path folder, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("AIEDGE_STATE_DIR", folder.resolve("state").toString());
    JavaCommand command =
        Site.launcher(List.of("service", name))
            .withOptions(JavaCommand.LIGHT_COMPILER)
            .withEnvironment(environment);
    return new ServiceProcess(name, command, folder.resolve("service.log"));
  }

  private JavaChild launch() throws IOException {
    return JavaChild.start(name, command, JavaChild.Bond.ENDS_WITH_PARENT, log);
  }

  /** Stops its clock; it may be killed while it is stopped. */
  void stopClock() throws IOException, InterruptedException {
    Held.hold(List.of(child.pid()));
  }

  /** Ends it with a SIGKILL. */
  void kill() throws InterruptedException {
    child.kill();
  }

  void startAgain() throws IOException {
    child = launch();
  }

  @Override
  public void close() {
    child.close();
  }
}
