package io.aiedge.trainer.submission;

import io.aiedge.event.fl.JobSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A job that someone asks for.
 *
 * @param spec the job
 * @param weights version 0, laid end to end; as many as the model has parameters, all finite
 * @param savedModel folder of the SavedModel that the clients train; null where they build the
 *     model from the specification
 * @param submitter who asks
 */
public record Submission(
    JobSpec spec, float[] weights, @Nullable Path savedModel, String submitter) {
  public Submission {
    if (weights.length != spec.getModel().getParameters()) {
      throw new IllegalArgumentException(
          "%d weights are not the %d of the model"
              .formatted(weights.length, spec.getModel().getParameters()));
    }
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw new IllegalArgumentException("weight %d is %s".formatted(i, weights[i]));
      }
    }
  }
}
