package io.aiedge.bench;

import io.aiedge.client.CloudClient;
import io.aiedge.client.JobProgress;
import io.aiedge.client.job.JobFile;
import io.aiedge.client.job.JobSubmitter;
import io.aiedge.core.dataset.Dealing;
import io.aiedge.core.dataset.Samples;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.trainer.client.VirtualClients;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * A job that virtual clients of this process carry out, through a real coordinator and real
 * accumulators.
 *
 * @param file the job
 * @param rows what each client trains on, by its name
 * @param test what versions are judged by
 */
record VirtualJob(JobFile file, SortedMap<String, Samples> rows, Samples test) {
  /** A job of this package's resources, over rows that are dealt out to the clients. */
  static VirtualJob of(String resource, Samples training, Dealing dealing, Samples test)
      throws IOException {
    SortedMap<String, Samples> rows = new TreeMap<>();
    List<Samples> dealt = dealing.deal(training);
    for (int client = 0; client < dealt.size(); client++) {
      rows.put(String.format(Locale.ROOT, "client-%03d", client), dealt.get(client));
    }
    try (InputStream in = VirtualJob.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new VirtualJob(JobFile.parse(text, Path.of("")), rows, test);
    }
  }

  /** The same for fewer rounds, where it has more. */
  VirtualJob withRounds(int most) {
    RoundSpec rounds = file.rounds();
    return with(
        file.training(),
        RoundSpec.newBuilder(rounds).setRounds(Math.min(most, rounds.getRounds())).build());
  }

  /** The same for all its rounds, however accurate it gets. */
  VirtualJob withoutTarget() {
    return with(
        file.training(), RoundSpec.newBuilder(file.rounds()).setTargetAccuracy(null).build());
  }

  /** The same with updates written in another way. */
  VirtualJob withEncoding(UpdateEncoding encoding) {
    return with(
        LocalTrainingSpec.newBuilder(file.training()).setEncoding(encoding).build(), file.rounds());
  }

  private VirtualJob with(LocalTrainingSpec training, RoundSpec rounds) {
    return new VirtualJob(
        new JobFile(
            file.name(),
            file.dataset(),
            file.model(),
            training,
            file.strategy(),
            rounds,
            file.seed()),
        rows,
        test);
  }

  /**
   * Runs it to its end.
   *
   * @param folder an empty one for what the clients keep
   * @throws IllegalStateException if it did not succeed; the message says why
   */
  Course run(CloudClient cloud, Path folder) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    JobSpec spec = JobSubmitter.submit(cloud, file);
    VirtualClients clients =
        VirtualClients.of(cloud.bootstrap(), spec.getJob(), rows, test, folder);
    CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> takePart(clients));
    taking.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            cloud.stopJob(spec.getJob(), String.valueOf(failure.getMessage()));
          }
        });
    JobView end = new JobProgress(cloud, spec.getJob()).follow(begin, event -> {});
    try {
      taking.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the virtual clients failed", e.getCause());
    }
    if (end.getState() != JobState.SUCCEEDED) {
      throw new IllegalStateException(
          "job %s ended %s: %s".formatted(spec.getJob(), end.getState(), end.getReason()));
    }
    return new Course(cloud.versions(spec.getJob()));
  }

  private static void takePart(VirtualClients clients) {
    try {
      clients.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
