package io.aiedge.cli;

import io.aiedge.client.CloudClient;
import io.aiedge.platform.site.SiteAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that asks the cloud. */
final class CloudOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "Kafka of the cloud; by default that of the platform started with './aiedge up'.",
      defaultValue = "${env:AIEDGE_KAFKA_BOOTSTRAP}")
  @Nullable String bootstrap;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the platform (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:AIEDGE_DATA_DIR:-data/platform}")
  Path dataDir;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  CloudClient client() {
    return new CloudClient(
        bootstrap == null || bootstrap.isBlank()
            ? SiteAddress.ofCloud(dataDir).bootstrap()
            : bootstrap);
  }

  /** Prints {@code found} as JSON or by {@code people}. */
  <T> void print(List<T> found, Consumer<PrintWriter> people) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(EventJson.of(found));
      out.flush();
    } else {
      people.accept(out);
    }
  }

  /** Prints one thing as JSON or by {@code people}. */
  void print(Object found, Consumer<PrintWriter> people) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(EventJson.of(found));
      out.flush();
    } else {
      people.accept(out);
      out.flush();
    }
  }
}
