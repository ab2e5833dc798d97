package io.aiedge.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.schemas.registry.Publication.Published;
import io.aiedge.schemas.registry.Publication.Refused;
import io.aiedge.schemas.registry.Publication.Unreachable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SchemaPublicationTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void aRegistryThatIsAwayIsTriedUntilItIsThere() {
    Queue<Publication> outcomes =
        new ArrayDeque<>(
            List.of(new Unreachable("away"), new Unreachable("away"), new Published(3)));
    try (SchemaPublication publication = publication(outcomes::remove)) {
      await().until(() -> publication.last().filter(Published.class::isInstance).isPresent());
    }
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aRefusalIsFinal() throws Exception {
    try (SchemaPublication publication = publication(() -> new Refused(List.of()))) {
      publication.awaitEnd();

      assertThat(publication.last()).contains(new Refused(List.of()));
    }
    assertThat(attempts).hasValue(1);
  }

  @Test
  void closingEndsAnAttemptThatHangs() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    SchemaPublication publication =
        publication(
            () -> {
              hanging.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Unreachable("interrupted");
            });
    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

    publication.close();

    publication.awaitEnd();
    assertThat(attempts).hasValue(1);
  }

  private SchemaPublication publication(Supplier<Publication> attempt) {
    SchemaPublication publication =
        new SchemaPublication(
            () -> {
              attempts.incrementAndGet();
              return attempt.get();
            },
            Duration.ofMillis(1),
            Duration.ofMillis(2));
    publication.begin();
    return publication;
  }
}
