package io.aiedge.trainer.client;

import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundPhase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud asks of the clients.
 *
 * @param announced the announcement
 * @param versionSince a time at the cloud before which the version named was not yet made
 */
record Order(RoundAnnounced announced, Instant versionSince) {
  int round() {
    return announced.getRound();
  }

  int trial() {
    return announced.getTrial();
  }

  int version() {
    return announced.getVersion();
  }

  /** Whether it was announced later than {@code other}, whenever they arrive. */
  boolean isNewerThan(@Nullable Order other) {
    return other == null
        || round() > other.round()
        || (round() == other.round() && trial() > other.trial());
  }

  boolean asks(String client) {
    return announced.getParticipants().contains(client);
  }

  boolean asksForTraining() {
    return announced.getPhase() == RoundPhase.TRAIN;
  }
}
