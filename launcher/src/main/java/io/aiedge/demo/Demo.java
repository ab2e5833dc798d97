package io.aiedge.demo;

import io.aiedge.client.CloudClient;
import io.aiedge.client.JobProgress;
import io.aiedge.client.ModelExport;
import io.aiedge.client.ModelWeights;
import io.aiedge.client.job.JobFile;
import io.aiedge.client.job.JobSubmitter;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.demo.DemoReport.RoundReport;
import io.aiedge.event.fl.Evaluation;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.platform.site.Platform;
import io.aiedge.progress.JobScreen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a scenario on a platform of its own and compares what came of it. */
public final class Demo {
  private static final Duration JOIN_PATIENCE = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final Path folder;
  private final PrintWriter out;
  private final long start = System.nanoTime();

  /**
   * A demo.
   *
   * @param scenario what it trains on
   * @param folder where the platform and the model go
   * @param out where it tells what happens
   */
  public Demo(Scenario scenario, Path folder, PrintWriter out) {
    this.scenario = scenario;
    this.folder = folder;
    this.out = out;
  }

  /**
   * Runs the scenario on a started platform whose edges have their data.
   *
   * @throws IllegalStateException if no model was trained; the message says why
   */
  public DemoReport run(Platform platform) throws IOException, InterruptedException {
    CloudClient cloud = platform.client();
    platform.awaitClusters(clusters(), JOIN_PATIENCE);
    say("%d clusters joined: %s", scenario.edges(), String.join(", ", scenario.clusters()));
    JobFile file = JobFile.parse(jobText(), folder);
    Instant submitted = Instant.now();
    JobSpec job = JobSubmitter.submit(cloud, file);
    say("submitted job %s: a trainer is deployed to each cluster through the topics", job.getJob());
    out.println();
    JobView end = new JobProgress(cloud, job.getJob()).follow(submitted, new JobScreen(out));
    if (end.getState() != JobState.SUCCEEDED) {
      throw new IllegalStateException(
          "job %s ended %s: %s".formatted(job.getJob(), end.getState(), end.getReason()));
    }
    List<ModelVersion> versions = cloud.versions(job.getJob());
    ModelVersion last = versions.get(versions.size() - 1);
    Path model = folder.resolve("models").resolve(job.getJob());
    ModelExport.write(cloud, last, model);
    return compare(file, cloud.weights(last), versions, model);
  }

  /** Paths of the clusters the scenario needs. */
  public List<ClusterPath> clusters() {
    return scenario.clusters().stream().map(ClusterPath::new).toList();
  }

  private DemoReport compare(
      JobFile file, ModelWeights weights, List<ModelVersion> versions, Path model)
      throws IOException {
    out.println();
    say("the same model, trained on the same rows without the platform, for comparison:");
    Comparison comparison = Comparison.of(scenario, file, folder.resolve("comparison"));
    Map<String, Double> alone = comparison.alone();
    double central = comparison.central();
    double federated = comparison.accuracy(weights.values());
    ModelVersion last = weights.version();
    DemoReport report =
        new DemoReport(
            scenario.dataset(),
            scenario.clusters(),
            versions.stream().filter(version -> version.getVersion() > 0).map(Demo::round).toList(),
            alone,
            central,
            federated,
            last.getVersion(),
            HexFormat.of().formatHex(last.getSha256().bytes()),
            (System.nanoTime() - start) / 1e9);
    print(report, comparison.testRows(), model);
    return report;
  }

  private void print(DemoReport report, int testRows, Path model) {
    out.printf("%naccuracy on %d rows that no cluster has seen%n", testRows);
    report.alone().forEach((cluster, accuracy) -> line(cluster + " alone", accuracy));
    line("federated", report.finalAccuracy());
    line("all rows in one place", report.central());
    out.printf(
        Locale.ROOT,
        "%nmodel     version %d, SHA-256 %s%nsaved in  %s%ntook      %.1f s%n",
        report.modelVersion(),
        report.modelSha256(),
        model.toAbsolutePath(),
        report.wallSeconds());
    out.flush();
  }

  private void line(String what, double accuracy) {
    out.printf(Locale.ROOT, "  %-24s %.4f%n", what, accuracy);
  }

  private static RoundReport round(ModelVersion version) {
    Evaluation evaluation = version.getEvaluation();
    return new RoundReport(
        version.getVersion(),
        evaluation == null ? Double.NaN : evaluation.getAccuracy(),
        evaluation == null ? Double.NaN : evaluation.getLoss(),
        version.getContributions().size(),
        version.getBytesUp(),
        version.getBytesDown(),
        Duration.between(version.getOpenedAt(), version.getAt()).toMillis() / 1000.0);
  }

  private String jobText() throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream(scenario.jobFile())) {
      if (in == null) {
        throw new IllegalStateException("the resource " + scenario.jobFile() + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Tells what happens, with the seconds since the start. */
  public void say(String text, Object... arguments) {
    out.printf(
        Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, text.formatted(arguments));
    out.flush();
  }
}
