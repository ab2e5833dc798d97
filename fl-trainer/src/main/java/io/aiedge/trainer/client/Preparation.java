package io.aiedge.trainer.client;

/** What came of getting ready for a job. */
sealed interface Preparation {
  /**
   * Model and data are there and fit each other.
   *
   * @param learner of both; to be closed by whoever asked
   */
  record Ready(Learner learner) implements Preparation {}

  /**
   * This client can never take part.
   *
   * @param reason for people: what, where, and what to do
   */
  record Unfit(String reason) implements Preparation {}
}
