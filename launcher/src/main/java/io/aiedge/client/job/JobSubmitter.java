package io.aiedge.client.job;

import io.aiedge.client.CloudClient;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.trainer.submission.JobSubmission;
import io.aiedge.trainer.submission.ModelSpecs;
import io.aiedge.trainer.submission.SpecifiedModel;
import io.aiedge.trainer.submission.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a job file into a job and submits it. */
public final class JobSubmitter {
  private static final int MAX_NAME = 32;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private JobSubmitter() {}

  /**
   * Submits a job under a new identity made of its name and the time.
   *
   * @return what was submitted
   * @throws JobFileException if the model is not supported; the message names the layer
   */
  public static JobSpec submit(CloudClient cloud, JobFile file) throws IOException {
    SpecifiedModel model = specify(file);
    if (model instanceof SpecifiedModel.Rejected rejected) {
      throw new JobFileException("the model is refused: " + rejected.message());
    }
    SpecifiedModel.Ready ready = (SpecifiedModel.Ready) model;
    JobSpec spec =
        JobSpec.newBuilder()
            .setJob(identity(file.name()))
            .setName(file.name())
            .setDataset(file.dataset())
            .setModel(ready.spec())
            .setTraining(file.training())
            .setStrategy(file.strategy())
            .setRounds(file.rounds())
            .setSeed(file.seed())
            .build();
    JobSubmission.submit(
        cloud.bootstrap(),
        new Submission(spec, ready.weights(), savedModel(file), System.getProperty("user.name")));
    return spec;
  }

  private static SpecifiedModel specify(JobFile file) {
    return file.model() instanceof JobFile.Model.Keras keras
        ? ModelSpecs.keras(
            keras.architecture(), keras.compile(), ModelSpecs.USUAL_CHUNK_ELEMENTS, file.seed())
        : ModelSpecs.savedModel(
            ((JobFile.Model.Saved) file.model()).folder(),
            ModelSpecs.USUAL_CHUNK_ELEMENTS,
            file.seed());
  }

  private static @Nullable Path savedModel(JobFile file) {
    return file.model() instanceof JobFile.Model.Saved saved ? saved.folder() : null;
  }

  private static String identity(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String start = plain.isEmpty() ? "job" : plain;
    return start.substring(0, Math.min(start.length(), MAX_NAME))
        + "-"
        + STAMP.format(Instant.now());
  }
}
