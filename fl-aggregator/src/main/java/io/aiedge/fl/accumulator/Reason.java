package io.aiedge.fl.accumulator;

import java.util.Locale;

/** Why a record is not used; the words that stand in dead letters and count in metrics. */
enum Reason {
  /** It is no event, or none of a schema that can be found. */
  NOT_AVRO,
  /** Its schema cannot be found. */
  UNKNOWN_SCHEMA,
  /** It breaks off, or says what cannot be. */
  MALFORMED,
  /** It is an event of another topic. */
  UNEXPECTED_EVENT,
  /** Its job was never opened here. */
  UNKNOWN_JOB,
  /** Its round is over, or never began. */
  STALE_ROUND,
  /** Its client was not asked in this round. */
  NOT_A_PARTICIPANT,
  /** Its chunk, count, length or encoding is not the model's. */
  WRONG_SHAPE,
  /** It is in a partition where its chunk does not belong. */
  WRONG_PARTITION,
  /** It claims a weight that no update can have. */
  BAD_SAMPLES,
  /** Its payload is not what its checksum says. */
  WRONG_CHECKSUM,
  /** A value is NaN or infinite. */
  NON_FINITE,
  /** A value is so large that the round's sum could overflow. */
  OVERFLOW;

  /** In lower case with hyphens. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason with this word; malformed where there is none. */
  static Reason ofWord(String word) {
    for (Reason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    return MALFORMED;
  }
}
