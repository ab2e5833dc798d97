package io.aiedge.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.SchemaText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryLookupTest {
  private static final String LEASE = "io.aiedge.event.fleet.ClusterLease";
  private static final String NEWER_TEXT =
      SchemaText.of(ClusterLease.getClassSchema())
          .replaceFirst(
              "\"fields\" : \\[",
              "\"fields\" : [{\"name\":\"load\",\"type\":\"double\",\"default\":0.0},");
  private static final Schema NEWER = new Schema.Parser().parse(NEWER_TEXT);
  private static final long FINGERPRINT = EventCodec.fingerprint(NEWER);

  private final Hands clock = new Hands();
  private FakeRegistry registry;
  private RegistryLookup lookup;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
    lookup =
        new RegistryLookup(new RegistryClient(registry.address(), Duration.ofSeconds(2)), clock);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aSchemaOfANewerProducerIsFoundOnceAndKept() {
    registry.withVersion(LEASE, NEWER_TEXT);

    assertThat(lookup.find(FINGERPRINT)).contains(NEWER);
    int asked = registry.asked().size();
    assertThat(lookup.find(FINGERPRINT)).contains(NEWER);
    assertThat(registry.asked()).hasSize(asked);
  }

  @Test
  void aFloodOfJunkAsksOnceInAPause() {
    registry.withVersion(LEASE, NEWER_TEXT);
    lookup.find(1);
    registry.asked().clear();

    for (long junk = 2; junk < 10_000; junk++) {
      lookup.find(junk);
    }
    assertThat(registry.asked()).isEmpty();

    clock.forward(RegistryLookup.PAUSE);
    for (long junk = 2; junk < 10_000; junk++) {
      lookup.find(junk);
    }
    assertThat(registry.asked())
        .as("the version that was read is not read again")
        .containsExactly("GET /search/versions");
  }

  @Test
  void aSchemaThatComesLaterIsFoundAfterThePause() {
    registry.with("GET /search/versions", 200, "{\"count\": 0, \"versions\": []}");
    assertThat(lookup.find(FINGERPRINT)).isEmpty();

    registry.withVersion(LEASE, NEWER_TEXT);
    clock.forward(RegistryLookup.PAUSE);
    assertThat(lookup.find(FINGERPRINT)).contains(NEWER);
  }

  @Test
  void aRegistryThatIsAwayIsAskedSeldomAndFoundWhenItIsBack() {
    assertThat(lookup.find(FINGERPRINT)).isEmpty();
    clock.forward(RegistryLookup.PAUSE);
    registry.withVersion(LEASE, NEWER_TEXT);
    assertThat(lookup.find(FINGERPRINT)).isEmpty();
    assertThat(registry.asked()).hasSize(1);

    clock.forward(RegistryLookup.PAUSE_AFTER_FAILURE);
    assertThat(lookup.find(FINGERPRINT)).contains(NEWER);
  }

  @Test
  void artifactsThatAreNoEventsAreNotRead() {
    registry.withVersion("org.example.Other", NEWER_TEXT);

    assertThat(lookup.find(FINGERPRINT)).isEmpty();
    assertThat(registry.asked()).containsExactly("GET /search/versions");
  }

  @Test
  void contentThatIsNoSchemaIsPassedOver() {
    registry.withVersion(LEASE, "{\"type\": \"rec");

    assertThat(lookup.find(FINGERPRINT)).isEmpty();
  }

  @Test
  void aSchemaUnderAnothersNameIsPassedOver() {
    registry.withVersion("io.aiedge.event.fleet.Command", NEWER_TEXT);

    assertThat(lookup.find(FINGERPRINT)).isEmpty();
  }

  /** A clock that a test moves. */
  private static final class Hands extends Clock {
    private Instant now = Instant.EPOCH;

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
