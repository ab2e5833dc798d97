package io.aiedge.cli;

import io.aiedge.client.CloudClient;
import io.aiedge.platform.site.SiteAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
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
            "Folder of a platform that runs on this machine (default: AIEDGE_DATA_DIR, else "
                + UpCommand.USUAL_FOLDER
                + ").")
    @Nullable Path dataDir;
  }

  CloudClient client() {
    return new CloudClient(bootstrap(System.getenv()));
  }

  /**
   * Kafka of the cloud, as host:port. What is said on the command line wins over the environment.
   *
   * @throws IllegalStateException if it is that of a platform that does not run
   */
  String bootstrap(Map<String, String> environment) {
    if (place != null && place.bootstrap != null) {
      return place.bootstrap;
    }
    if (place != null && place.dataDir != null) {
      return SiteAddress.ofCloud(place.dataDir).bootstrap();
    }
    String kafka = environment.getOrDefault("AIEDGE_KAFKA_BOOTSTRAP", "");
    String folder = environment.getOrDefault("AIEDGE_DATA_DIR", UpCommand.USUAL_FOLDER);
    return kafka.isBlank() ? SiteAddress.ofCloud(Path.of(folder)).bootstrap() : kafka;
  }

  /** Prints {@code found}, an event or a list of them, as JSON or by {@code people}. */
  void print(Object found, Consumer<PrintWriter> people) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(EventJson.of(found));
    } else {
      people.accept(out);
    }
    out.flush();
  }
}
