package io.aiedge.platform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.schemas.registry.Publication;
import io.aiedge.schemas.registry.RegistryLookup;
import io.aiedge.schemas.registry.SchemaPublication;
import io.aiedge.schemas.registry.SchemaRegistry;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.SchemaText;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ClusterLease LEASE =
      new ClusterLease("north", 7L, 15_000L, Instant.ofEpochMilli(1));
  private static final Schema NEWER =
      leaseWith("{\"name\": \"load\", \"type\": \"double\", \"default\": 0.0}");
  private static final Schema INCOMPATIBLE =
      leaseWith("{\"name\": \"load\", \"type\": \"double\"}");

  @TempDir Path folder;

  @Test
  void schemasArePublishedKeptAndFoundAndIncompatibleOnesAreRefused() throws Exception {
    try (RegistryProcess registry = started()) {
      URI api = registry.api();
      publishAll(api);
      SchemaRegistry schemas = SchemaRegistry.at(api);

      assertThat(schemas.publish(List.of(ClusterLease.getClassSchema())))
          .as("what is there already")
          .isEqualTo(new Publication.Published(1));
      assertThat(schemas.publish(List.of(INCOMPATIBLE)))
          .isInstanceOfSatisfying(
              Publication.Refused.class,
              refused ->
                  assertThat(refused.refusals().get(0).message())
                      .contains("io.aiedge.event.fleet.ClusterLease", "field load"));
      assertThat(schemas.publish(List.of(NEWER))).isEqualTo(new Publication.Published(1));
      assertThat(new EventCodec(RegistryLookup.at(api)).decode(written(NEWER)))
          .isEqualTo(new Decoded.Event(LEASE));
    }
  }

  @Test
  void whileTheRegistryIsAwayWhoeverKnowsTheSchemaGoesOn() throws Exception {
    URI api;
    try (RegistryProcess registry = RegistryProcess.start(RegistrySettings.in(folder))) {
      api = registry.api();
      registry.kill();
    }
    EventCodec codec = new EventCodec(RegistryLookup.at(api));
    try (SchemaPublication publication = SchemaPublication.start(api)) {
      await()
          .until(
              () ->
                  publication.last().filter(Publication.Unreachable.class::isInstance).isPresent());
      assertThat(codec.decode(codec.encode(LEASE))).isEqualTo(new Decoded.Event(LEASE));
      assertThat(codec.decode(written(NEWER))).isInstanceOf(Decoded.Undecodable.class);

      try (RegistryProcess registry = started()) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    publication.last().filter(Publication.Published.class::isInstance).isPresent());
        assertThat(SchemaRegistry.at(registry.api()).publish(List.of(NEWER)))
            .isEqualTo(new Publication.Published(1));
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(codec.decode(written(NEWER))).isEqualTo(new Decoded.Event(LEASE)));
      }
    }
  }

  private RegistryProcess started() throws IOException, InterruptedException {
    RegistryProcess registry = RegistryProcess.start(RegistrySettings.in(folder));
    registry.awaitReady(PATIENCE);
    return registry;
  }

  private static void publishAll(URI api) {
    try (SchemaPublication publication = SchemaPublication.start(api)) {
      await().atMost(PATIENCE).until(() -> publication.last().isPresent());
      assertThat(publication.last())
          .contains(new Publication.Published((int) TopicCatalogue.events().count()));
    }
  }

  private static Schema leaseWith(String field) {
    return new Schema.Parser()
        .parse(
            SchemaText.of(ClusterLease.getClassSchema())
                .replaceFirst("\"fields\" : \\[", "\"fields\" : [" + field + ","));
  }

  /** The lease as a producer with the newer schema writes it. */
  private static byte[] written(Schema schema) throws IOException {
    GenericRecord record = new GenericData.Record(schema);
    record.put("load", 0.5);
    record.put("path", LEASE.getPath());
    record.put("sequence", LEASE.getSequence());
    record.put("ttlMillis", LEASE.getTtlMillis());
    record.put("at", LEASE.getAt().toEpochMilli());
    return new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema)
        .encode(record)
        .array();
  }
}
