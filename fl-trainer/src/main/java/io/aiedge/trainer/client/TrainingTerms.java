package io.aiedge.trainer.client;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.schemas.job.ScheduleSpecs;
import io.aiedge.trainer.training.Hyperparameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What a job says of training, as one client understands it. */
final class TrainingTerms {
  private TrainingTerms() {}

  /**
   * The hyper-parameters of a client.
   *
   * @throws IllegalArgumentException if the job's are not allowed; the message names the field
   */
  static Hyperparameters of(JobSpec spec, String client) {
    LocalTrainingSpec training = spec.getTraining();
    return new Hyperparameters(
        training.getEpochs(),
        training.getBatchSize(),
        training.getLearningRate(),
        ScheduleSpecs.schedule(spec),
        training.getProximalMu(),
        seed(training.getSeed(), client));
  }

  /** Clients with the same data do not make the same draws; a client always makes its own. */
  private static long seed(long seed, String client) {
    MessageDigest digest = ModelDigest.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
    return ByteBuffer.wrap(digest.digest(client.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
