package io.aiedge.platform.site;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of a site, closed in the reverse order of their start; one that fails stops no other. Safe
 * for use by several threads: a site may be asked to end while it still starts.
 */
final class RunningParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /** Takes a part that has started; closes it at once where the others have been closed. */
  <P extends AutoCloseable> P add(P part) {
    if (!taken(part) && close(part)) {
      Thread.currentThread().interrupt();
    }
    return part;
  }

  private synchronized boolean taken(AutoCloseable part) {
    if (!closed) {
      parts.push(part);
    }
    return !closed;
  }

  private synchronized @Nullable AutoCloseable next() {
    closed = true;
    return parts.poll();
  }

  /** Closes all of them, also where the thread is interrupted meanwhile, which stays known. */
  @Override
  public void close() {
    boolean interrupted = false;
    for (AutoCloseable part = next(); part != null; part = next()) {
      interrupted |= close(part);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the thread was interrupted. */
  @SuppressWarnings("IllegalCatch") // the other parts are to be closed whatever this one throws
  private static boolean close(AutoCloseable part) {
    try {
      part.close();
      return false;
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted while it closed", part.getClass().getSimpleName());
      return true;
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
      return false;
    }
  }
}
