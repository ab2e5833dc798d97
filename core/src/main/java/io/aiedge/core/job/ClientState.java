package io.aiedge.core.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one client of a job.
 *
 * @param client its name
 * @param ready whether it has said that it can train
 * @param lastHeard when it was last heard of, by the cloud's clock
 * @param invitedTo the round it was last invited to; 0 for none
 * @param failedIn the round it said it cannot do; 0 for none
 * @param trouble why it will never take part; empty where it can
 * @param update its last update that counts; null before the first
 * @param score its last evaluation; null before the first
 */
public record ClientState(
    String client,
    boolean ready,
    Instant lastHeard,
    int invitedTo,
    int failedIn,
    String trouble,
    @Nullable Update update,
    @Nullable Score score) {
  /** A client that has not been heard of. */
  public static ClientState unknown(String client) {
    return new ClientState(client, false, Instant.EPOCH, 0, 0, "", null, null);
  }

  boolean isAvailable(Instant now, Duration timeout) {
    return ready && trouble.isEmpty() && !isSilent(now, timeout);
  }

  boolean isSilent(Instant now, Duration timeout) {
    return lastHeard.plus(timeout).isBefore(now);
  }

  boolean isInvitedTo(int round) {
    return invitedTo == round;
  }

  boolean hasUpdateFor(int round) {
    return update != null && update.round() == round;
  }

  boolean hasScoreOf(int version) {
    return score != null && score.version() == version;
  }

  /** Whether no update of the round is to be expected any more. */
  boolean isLostFor(int round, Instant now, Duration timeout) {
    return failedIn == round || !trouble.isEmpty() || isSilent(now, timeout);
  }

  /** The same, as if it had been heard of at {@code earliest}, where that is later. */
  public ClientState notSilentBefore(Instant earliest) {
    return lastHeard.isBefore(earliest) ? heard(earliest) : this;
  }

  ClientState heard(Instant now) {
    return new ClientState(client, ready, now, invitedTo, failedIn, trouble, update, score);
  }

  ClientState readyAt(Instant now) {
    return new ClientState(client, true, now, invitedTo, failedIn, "", update, score);
  }

  ClientState invited(int round) {
    return new ClientState(client, ready, lastHeard, round, failedIn, trouble, update, score);
  }

  ClientState failed(int round, boolean permanent, String reason) {
    return new ClientState(
        client, ready, lastHeard, invitedTo, round, permanent ? reason : trouble, update, score);
  }

  ClientState with(@Nullable Update counted) {
    return new ClientState(client, ready, lastHeard, invitedTo, failedIn, trouble, counted, score);
  }

  ClientState with(Score latest) {
    return new ClientState(client, ready, lastHeard, invitedTo, failedIn, trouble, update, latest);
  }
}
