package io.aiedge.trainer.submission;

import io.aiedge.event.fl.ModelSpec;

/** What came of specifying a model. */
public sealed interface SpecifiedModel {
  /**
   * It can be trained.
   *
   * @param spec for the job
   * @param weights version 0, laid end to end
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on as it is; models are large
  record Ready(ModelSpec spec, float[] weights) implements SpecifiedModel {}

  /**
   * It cannot.
   *
   * @param where the layer, signature or part at fault
   * @param reason what is wrong with it and what is supported
   */
  record Rejected(String where, String reason) implements SpecifiedModel {
    /** Place and reason in one line. */
    public String message() {
      return where + ": " + reason;
    }
  }
}
