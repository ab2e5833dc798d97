package io.aiedge.trainer.tensorflow;

/** What came of opening a model. */
public sealed interface Opening {
  /**
   * It can be trained.
   *
   * @param model to be closed by whoever opened it
   */
  record Opened(TrainableModel model) implements Opening {}

  /**
   * It cannot.
   *
   * @param reason what is wrong with it and what is needed
   */
  record Refused(String reason) implements Opening {}
}
