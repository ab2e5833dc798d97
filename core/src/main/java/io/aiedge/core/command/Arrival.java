package io.aiedge.core.command;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster does with a command that arrives. The mirror carries at least once, and what it
 * carries again can come out of order; first copies come in order.
 */
public sealed interface Arrival {
  /** It is applied, and answered once its effect is seen. */
  record Apply() implements Arrival {}

  /** It has been here before: nothing is done, its answer stands. */
  record Duplicate() implements Arrival {}

  /**
   * It is answered at once and not applied.
   *
   * @param expired whether it came too late by its own word
   * @param reason for people
   */
  record Refuse(boolean expired, String reason) implements Arrival {}

  /**
   * Judges a command.
   *
   * @param known whether a command of this identity has been judged before
   * @param sequence of the command
   * @param lastSequence highest sequence judged before; 0 for none
   * @param epoch of the command
   * @param heldEpoch epoch held for its workload; empty where there is none
   * @param expiresAt not to be applied after this; null for never
   * @param now the cluster's clock
   */
  static Arrival judge(
      boolean known,
      long sequence,
      long lastSequence,
      long epoch,
      OptionalLong heldEpoch,
      @Nullable Instant expiresAt,
      Instant now) {
    if (known) {
      return new Duplicate();
    }
    if (sequence <= lastSequence) {
      return new Refuse(
          false,
          "it arrived after its successor: sequence %d after %d".formatted(sequence, lastSequence));
    }
    if (expiresAt != null && now.isAfter(expiresAt)) {
      return new Refuse(true, "it expired at " + expiresAt);
    }
    if (heldEpoch.isPresent() && epoch < heldEpoch.getAsLong()) {
      return new Refuse(
          false, "its epoch %d is outdated: %d is held".formatted(epoch, heldEpoch.getAsLong()));
    }
    return new Apply();
  }
}
