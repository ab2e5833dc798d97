package io.aiedge.cli;

import io.aiedge.client.CloudClient;
import io.aiedge.client.JobProgress;
import io.aiedge.client.job.JobFile;
import io.aiedge.client.job.JobSubmitter;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fleet.PlacementVerdict;
import io.aiedge.progress.RoundLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aiedge jobs}. */
@Command(name = "jobs", description = "Federated jobs.")
final class JobsCommand {
  private static final Duration TAKEN = Duration.ofSeconds(20);

  @Command(name = "submit", description = "Submit a job from a file.")
  int submit(
      @Mixin CloudOptions cloud,
      @Parameters(paramLabel = "FILE", description = "The job file (JSON).") Path file,
      @Option(names = "--watch", description = "Follow the job until it ends.") boolean watch)
      throws IOException {
    CloudClient client = cloud.client();
    JobFile wanted = JobFile.read(file);
    Instant begun = Instant.now();
    JobSpec submitted = JobSubmitter.submit(client, wanted);
    String job = submitted.getJob();
    Optional<JobView> taken = new JobProgress(client, job).awaitTaken(begun, TAKEN);
    taken.ifPresent(JobsCommand::requireNotFailed);
    cloud.print(
        submitted,
        out ->
            out.printf(
                taken.isPresent()
                    ? "job %1$s is submitted; follow it with './aiedge jobs watch %1$s'%n"
                    : "job %s is submitted and kept, but the cloud has not taken it up yet%n",
                job));
    return watch ? new JobWatch(client, cloud, job).run(begun) : 0;
  }

  private static void requireNotFailed(JobView taken) {
    if (taken.getState() == JobState.FAILED) {
      throw new UserError(
          "job %s failed: %s".formatted(taken.getSpec().getJob(), taken.getReason()));
    }
  }

  @Command(name = "list", description = "List the jobs, the newest first.")
  void list(@Mixin CloudOptions cloud) {
    List<JobView> jobs = cloud.client().jobs();
    cloud.print(jobs, out -> print(jobs, out));
  }

  private static void print(List<JobView> jobs, PrintWriter out) {
    Table table =
        new Table("JOB", "STATE", "ROUND", "VERSION", "DATA SET", "CLIENTS", "SUBMITTED", "REASON");
    for (JobView job : jobs) {
      table.row(
          job.getSpec().getJob(),
          state(job),
          job.getRound() + "/" + job.getSpec().getRounds().getRounds(),
          job.getVersion() < 0 ? "-" : job.getVersion(),
          job.getSpec().getDataset(),
          job.getClients().size(),
          Ago.of(job.getSubmittedAt()),
          job.getReason());
    }
    table.print(out);
  }

  @Command(name = "show", description = "Show a job, where it runs and how its rounds went.")
  void show(
      @Mixin CloudOptions cloud,
      @Parameters(paramLabel = "JOB", description = "The job.") String job) {
    CloudClient client = cloud.client();
    JobView view = find(client, job);
    cloud.print(view, out -> print(client, view, out));
  }

  private static void print(CloudClient client, JobView view, PrintWriter out) {
    String job = view.getSpec().getJob();
    out.printf("job        %s (%s)%n", job, view.getSpec().getName());
    out.printf(
        "state      %s%s%n",
        state(view), view.getReason().isEmpty() ? "" : ": " + view.getReason());
    out.printf("data set   %s%n", view.getSpec().getDataset());
    out.printf("model      %d parameters%n", view.getSpec().getModel().getParameters());
    out.printf("clients    %s%n", String.join(", ", view.getClients()));
    client.placement(job).stream()
        .flatMap(placement -> placement.getVerdicts().stream())
        .forEach(verdict -> print(verdict, out));
    out.println();
    RoundLines lines = new RoundLines(out);
    lines.header();
    for (ModelVersion version : client.versions(job)) {
      lines.line(version);
    }
  }

  private static void print(PlacementVerdict verdict, PrintWriter out) {
    out.printf(
        "placement  %s %s: %s%n",
        verdict.getCluster(), verdict.getChosen() ? "chosen" : "not chosen", verdict.getReason());
  }

  @Command(name = "watch", description = "Follow a job until it ends.")
  int watch(
      @Mixin CloudOptions cloud,
      @Parameters(paramLabel = "JOB", description = "The job.") String job) {
    CloudClient client = cloud.client();
    return new JobWatch(client, cloud, job).run(find(client, job).getSubmittedAt());
  }

  @Command(name = "stop", description = "Stop a job; its versions can be exported for 7 days.")
  void stop(
      @Mixin CloudOptions cloud,
      @Parameters(paramLabel = "JOB", description = "The job.") String job,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "stopped by its user",
              description = "Why (default: ${DEFAULT-VALUE}).")
          String reason) {
    CloudClient client = cloud.client();
    JobView view = find(client, job);
    if (JobProgress.hasEnded(view)) {
      throw new UserError("job %s has ended already: it %s".formatted(job, state(view)));
    }
    client.stopJob(job, reason);
    cloud.print(view, out -> out.printf("asked job %s to stop%n", job));
  }

  private static JobView find(CloudClient client, String job) {
    return client
        .job(job)
        .orElseThrow(() -> new UserError("there is no job " + job + "; see './aiedge jobs list'"));
  }

  private static String state(JobView job) {
    return job.getState().name().toLowerCase(Locale.ROOT);
  }
}
