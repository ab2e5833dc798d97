package io.aiedge.core.job;

import java.time.Instant;

/**
 * A round under way.
 *
 * @param number from 1; 0 is the making of version 0
 * @param trial counts up where the round is tried again
 * @param invited clients invited
 * @param needed updates after which it closes
 * @param updates updates that count so far
 * @param scores clients that have evaluated the version it starts from
 * @param settled whether that version has its evaluation
 * @param openedAt when it was announced
 * @param deadline when it ends
 */
public record Round(
    int number,
    int trial,
    int invited,
    int needed,
    int updates,
    int scores,
    boolean settled,
    Instant openedAt,
    Instant deadline) {
  static Round making(Instant now, Instant deadline) {
    return new Round(0, 0, 1, 1, 1, 0, true, now, deadline);
  }

  Round withUpdates(int count) {
    return new Round(number, trial, invited, needed, count, scores, settled, openedAt, deadline);
  }

  Round withScores(int count) {
    return new Round(number, trial, invited, needed, updates, count, settled, openedAt, deadline);
  }

  Round settle() {
    return new Round(number, trial, invited, needed, updates, scores, true, openedAt, deadline);
  }
}
