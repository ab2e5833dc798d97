package io.aiedge.platform.registry;

import io.aiedge.platform.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * What a registry is started with.
 *
 * @param distribution the folder where the registry's programs lie
 * @param folder where it keeps its schemas, its port and its log; made at the first start
 * @param heapMegabytes the most its heap may grow to
 */
public record RegistrySettings(Path distribution, Path folder, int heapMegabytes) {
  private static final int DEFAULT_HEAP_MEGABYTES = 192;
  private static final String LOOPBACK = "127.0.0.1";

  /** The registry that was built with this program, in a folder. */
  public static RegistrySettings in(Path folder) {
    return new RegistrySettings(RegistryDistribution.folder(), folder, DEFAULT_HEAP_MEGABYTES);
  }

  Path log() {
    return folder.resolve("registry.log");
  }

  /** The program that serves schemas at a port of loopback. */
  JavaCommand command(int port) {
    Path runner = RegistryDistribution.runner(distribution);
    return JavaCommand.of(List.of(runner.toString()), "io.quarkus.runner.GeneratedMain")
        .withHeap(heapMegabytes)
        .withOptions(
            JavaCommand.LIGHT_COMPILER,
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dquarkus.http.host=" + LOOPBACK,
            "-Dquarkus.http.port=" + port,
            // Off in this version; where it is on it would listen on all interfaces.
            "-Dquarkus.management.host=" + LOOPBACK,
            "-Dquarkus.http.access-log.enabled=false",
            "-Dapicurio.storage.kind=sql",
            "-Dapicurio.storage.sql.kind=h2",
            "-Dapicurio.datasource.url=" + database(),
            "-Dapicurio.datasource.jdbc.initial-size=1",
            "-Dapicurio.datasource.jdbc.min-size=1",
            "-Dapicurio.datasource.jdbc.max-size=8");
  }

  /** Writes at each commit; by default half a second later, which a kill would lose. */
  private String database() {
    return "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(folder.resolve("schemas").toAbsolutePath());
  }
}
