package io.aiedge.platform.site;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts of a site, closed in the reverse order of their start; one that fails stops no other. */
final class Closing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <P extends AutoCloseable> P add(P part) {
    parts.push(part);
    return part;
  }

  @Override
  @SuppressWarnings("IllegalCatch") // the other parts are to be closed whatever this one throws
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
