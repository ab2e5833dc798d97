package io.aiedge.cli;

import io.aiedge.client.CloudClient;
import io.aiedge.platform.site.SiteAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that asks the cloud. */
final class CloudOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @ArgGroup @Nullable Place place;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Where the cloud is: one or the other. */
  static final class Place {
    @Option(
        names = "--bootstrap",
        paramLabel = "HOST:PORT",
        description = "Kafka of the cloud (default: AIEDGE_KAFKA_BOOTSTRAP, where it is set).")
    @Nullable String bootstrap;

    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description =
            "Folder of a platform that runs on this machine (default: AIEDGE_DATA_DIR, else data/platform).")
    @Nullable Path dataDir;
  }

  /** What was said on the command line wins over the environment. */
  CloudClient client() {
    String bootstrap = System.getenv("AIEDGE_KAFKA_BOOTSTRAP");
    Path dataDir =
        Path.of(Objects.requireNonNullElse(System.getenv("AIEDGE_DATA_DIR"), "data/platform"));
    if (place != null && place.bootstrap != null) {
      bootstrap = place.bootstrap;
    } else if (place != null && place.dataDir != null) {
      bootstrap = null;
      dataDir = place.dataDir;
    }
    return new CloudClient(
        bootstrap == null || bootstrap.isBlank()
            ? SiteAddress.ofCloud(dataDir).bootstrap()
            : bootstrap);
  }

  /** Prints {@code found} as JSON or by {@code people}. */
  void print(List<?> found, Consumer<PrintWriter> people) {
    print(out -> out.println(EventJson.of(found)), people);
  }

  /** Prints one thing as JSON or by {@code people}. */
  void print(Object found, Consumer<PrintWriter> people) {
    print(out -> out.println(EventJson.of(found)), people);
  }

  private void print(Consumer<PrintWriter> asJson, Consumer<PrintWriter> people) {
    PrintWriter out = command.commandLine().getOut();
    (json ? asJson : people).accept(out);
    out.flush();
  }
}
