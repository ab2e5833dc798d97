package io.aiedge.schemas.registry;

import io.aiedge.schemas.topic.TopicCatalogue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the schemas of all events in the background, until the registry has taken or refused
 * them, so that a service starts and works whether or not the registry is there.
 */
public final class SchemaPublication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaPublication.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<Publication> attempt;
  private final Duration longestPause;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "schema-publication");
  private Duration pause;
  private volatile @Nullable Publication last;

  SchemaPublication(Supplier<Publication> attempt, Duration firstPause, Duration longestPause) {
    this.attempt = attempt;
    this.pause = firstPause;
    this.longestPause = longestPause;
    thread.setDaemon(true);
  }

  /**
   * Begins to publish, and returns at once.
   *
   * @param registry the base of its core API, such as {@code http://registry:8080/apis/registry/v3}
   */
  public static SchemaPublication start(URI registry) {
    SchemaRegistry at = SchemaRegistry.at(registry);
    List<Schema> events =
        TopicCatalogue.events().map(type -> SpecificData.get().getSchema(type)).toList();
    SchemaPublication publication =
        new SchemaPublication(() -> at.publish(events), FIRST_PAUSE, LONGEST_PAUSE);
    publication.begin();
    return publication;
  }

  void begin() {
    thread.start();
  }

  /** What came of the last attempt; empty before the first has ended. */
  public Optional<Publication> last() {
    return Optional.ofNullable(last);
  }

  /** Waits until nothing more will be tried. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  private void run() {
    try {
      while (tryAgain(attempt.get())) {
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(longestPause) > 0 ? longestPause : longer;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private boolean tryAgain(Publication outcome) {
    boolean first = last == null;
    last = outcome;
    if (outcome instanceof Publication.Published published) {
      LOG.info("the registry has the schemas of all {} events", published.schemas());
    } else if (outcome instanceof Publication.Refused refused) {
      refused.refusals().forEach(refusal -> LOG.error(refusal.message()));
    } else if (outcome instanceof Publication.Unreachable unreachable) {
      if (first && closed.getCount() > 0) {
        LOG.warn("schemas will be published later: {}", unreachable.reason());
      }
      return true;
    }
    return false;
  }
}
