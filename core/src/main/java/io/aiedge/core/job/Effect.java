package io.aiedge.core.job;

import io.aiedge.core.job.Closing.Contribution;
import java.util.List;

/** Something the coordinator is to bring about. */
public sealed interface Effect {
  /** Tell the clients what the job is. */
  record OpenJob() implements Effect {}

  /**
   * Tell the clients to evaluate {@code version} and, if {@code train}, to train from it.
   *
   * @param round the round, with its number, trial and deadline
   * @param version the version to start from
   * @param train whether to train
   * @param participants who
   */
  record AnnounceRound(Round round, int version, boolean train, List<String> participants)
      implements Effect {}

  /**
   * Tell the accumulators to take chunks.
   *
   * @param round the round's number
   * @param version the version it starts from; -1 for round 0
   * @param participants whose chunks to take
   */
  record OpenRound(int round, int version, List<String> participants) implements Effect {}

  /**
   * Tell the accumulators to make a version.
   *
   * @param round the round, of the same number as the version
   * @param attempt the try of closing
   * @param contributions what from
   */
  record CloseRound(int round, int attempt, List<Contribution> contributions) implements Effect {}

  /**
   * Publish a version that the accumulators have made.
   *
   * @param version the version
   * @param closing what it was made from, and its digests
   * @param round the round that made it
   * @param updates the updates that count
   */
  record PublishVersion(int version, Closing closing, Round round, List<Update> updates)
      implements Effect {}

  /**
   * Publish how a version does.
   *
   * @param score on the held-out rows of all clients that answered
   */
  record PublishScore(Score score) implements Effect {}

  /**
   * Say that what a client sent does not count.
   *
   * @param client whose
   * @param reason a fixed word, for counting
   * @param detail for people
   */
  record Refuse(String client, String reason, String detail) implements Effect {}

  /** Tell clients and accumulators that the job is over. */
  record CloseJob() implements Effect {}
}
