package io.aiedge.cli;

import io.aiedge.client.CloudClient;
import io.aiedge.client.ModelExport;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.ModelVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aiedge models}. */
@Command(name = "models", description = "The models that jobs have made.")
final class ModelsCommand {
  @Command(name = "list", description = "List the versions of a job's model, or of all.")
  void list(
      @Mixin CloudOptions cloud,
      @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job.")
          @Nullable String job) {
    List<ModelVersion> versions =
        job == null ? cloud.client().versions() : cloud.client().versions(job);
    cloud.print(versions, out -> print(versions, out));
  }

  private static void print(List<ModelVersion> versions, PrintWriter out) {
    Table table = new Table("JOB", "VERSION", "ACCURACY", "LOSS", "CLIENTS", "SHA-256", "MADE");
    for (ModelVersion version : versions) {
      table.row(
          version.getJob(),
          version.getVersion(),
          version.getEvaluation() == null ? "-" : ratio(version.getEvaluation().getAccuracy()),
          version.getEvaluation() == null ? "-" : ratio(version.getEvaluation().getLoss()),
          version.getContributions().size(),
          hex(version).substring(0, 16),
          Ago.of(version.getAt()));
    }
    table.print(out);
  }

  @Command(name = "show", description = "Show a version and what it was made from.")
  void show(
      @Mixin CloudOptions cloud,
      @Parameters(paramLabel = "JOB", description = "The job.") String job,
      @Parameters(arity = "0..1", paramLabel = "VERSION", description = "By default the last one.")
          @Nullable Integer number) {
    ModelVersion version = find(cloud.client(), job, number);
    cloud.print(version, out -> print(version, out));
  }

  private static void print(ModelVersion version, PrintWriter out) {
    out.println("job         " + version.getJob());
    out.println("version     " + version.getVersion());
    out.println("sha256      " + hex(version));
    out.println("parameters  " + version.getParameters());
    out.println("made        " + version.getAt());
    if (version.getEvaluation() != null) {
      out.printf(
          Locale.ROOT,
          "held-out    accuracy %.4f, loss %.4f on %d rows of %d clients%n",
          version.getEvaluation().getAccuracy(),
          version.getEvaluation().getLoss(),
          version.getEvaluation().getSamples(),
          version.getEvaluation().getClients());
    }
    for (Contribution one : version.getContributions()) {
      out.printf("from        %s, %d rows%n", one.getClient(), one.getSamples());
    }
    version
        .getLeftOut()
        .forEach(one -> out.printf("left out    %s: %s%n", one.getClient(), one.getReason()));
  }

  @Command(
      name = "export",
      description = "Write a version as a SavedModel that TensorFlow can serve, with its weights.")
  void export(
      @Mixin CloudOptions cloud,
      @Parameters(paramLabel = "JOB", description = "The job.") String job,
      @Parameters(paramLabel = "DIR", description = "Folder to create.") Path folder,
      @Option(
              names = "--version",
              paramLabel = "N",
              description = "The version; by default the last one.")
          @Nullable Integer number)
      throws IOException {
    CloudClient client = cloud.client();
    ModelVersion version = find(client, job, number);
    ModelExport export = ModelExport.write(client, version, folder);
    cloud.print(
        export.description(),
        out ->
            out.printf(
                "version %d of %s is in %s (SHA-256 %s)%n",
                version.getVersion(), job, folder.toAbsolutePath(), hex(version)));
  }

  private static ModelVersion find(CloudClient client, String job, @Nullable Integer number) {
    List<ModelVersion> versions = client.versions(job);
    return versions.stream()
        .filter(version -> number == null || version.getVersion() == number)
        .reduce((first, last) -> last)
        .orElseThrow(
            () ->
                new UserError(
                    "there is no version %s of job %s; see './aiedge models list'"
                        .formatted(number == null ? "" : number, job)));
  }

  private static String hex(ModelVersion version) {
    return HexFormat.of().formatHex(version.getSha256().bytes());
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
