package io.aiedge.platform.mirror;

import java.time.Instant;

/**
 * How a mirror does.
 *
 * @param state what it is at
 * @param detail why, for people
 * @param since when it came to this
 * @param restarts how often it failed and was started again
 */
public record MirrorHealth(State state, String detail, Instant since, int restarts) {
  /** What a mirror is at. */
  public enum State {
    /** A site does not answer yet. */
    WAITING,
    /** Both sites answer, and the mirror joins them. */
    STARTING,
    /** It carries records, or will as soon as there are any and the sites can be reached. */
    RUNNING,
    /** A part of it ended; it will be started again. */
    FAILED,
    /** It was closed. */
    CLOSED
  }
}
