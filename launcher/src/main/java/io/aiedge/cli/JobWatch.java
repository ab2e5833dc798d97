package io.aiedge.cli;

import io.aiedge.client.CloudClient;
import io.aiedge.client.JobProgress;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.progress.JobScreen;
import java.io.PrintWriter;
import java.time.Instant;

/** Follows a job on the screen until it ends. */
final class JobWatch {
  private final CloudClient client;
  private final CloudOptions cloud;
  private final String job;

  JobWatch(CloudClient client, CloudOptions cloud, String job) {
    this.client = client;
    this.cloud = cloud;
    this.job = job;
  }

  /**
   * Follows it.
   *
   * @return 0 if it succeeded, 1 if not
   */
  int run(Instant since) {
    PrintWriter out = cloud.command.commandLine().getOut();
    JobView last =
        cloud.json
            ? new JobProgress(client, job).follow(since, json(out))
            : new JobProgress(client, job).follow(since, new JobScreen(out));
    return last.getState() == JobState.SUCCEEDED ? 0 : 1;
  }

  private static JobProgress.Listener json(PrintWriter out) {
    return event -> {
      out.println(EventJson.line(event));
      out.flush();
    };
  }
}
