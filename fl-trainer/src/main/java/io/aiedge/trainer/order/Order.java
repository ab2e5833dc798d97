package io.aiedge.trainer.order;

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
public record Order(RoundAnnounced announced, Instant versionSince) {
  /** From 1. */
  public int round() {
    return announced.getRound();
  }

  /** How often the round was begun before, from 0. */
  public int trial() {
    return announced.getTrial();
  }

  /** The version to start from. */
  public int version() {
    return announced.getVersion();
  }

  /** Whether it was announced later than {@code other}, whenever they arrive. */
  boolean isNewerThan(@Nullable Order other) {
    return other == null
        || round() > other.round()
        || (round() == other.round() && trial() > other.trial());
  }

  /** Whether a client is among those asked. */
  public boolean asks(String client) {
    return announced.getParticipants().contains(client);
  }

  /** Whether clients are to learn, not only to judge the version. */
  public boolean asksForTraining() {
    return announced.getPhase() == RoundPhase.TRAIN;
  }
}
