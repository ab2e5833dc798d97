package io.aiedge.stream;

import static io.aiedge.stream.LeaseTopology.IN;
import static io.aiedge.stream.LeaseTopology.OUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.event.fleet.ClusterLease;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.SchemaText;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of a producer whose schema has a field more than this build knows. */
@Timeout(60)
class NewerProducerTest {
  private static final ClusterLease LEASE = new ClusterLease("north", 7L, 15_000L, Instant.EPOCH);
  private static final String NEWER_TEXT =
      SchemaText.of(ClusterLease.getClassSchema())
          .replaceFirst(
              "\"fields\" : \\[",
              "\"fields\" : [{\"name\":\"load\",\"type\":\"double\",\"default\":0.0},");
  private static final String VERSIONS =
      """
      {"count": 1, "versions": [
        {"artifactId": "io.aiedge.event.fleet.ClusterLease", "version": "2", "globalId": 7}]}\
      """;

  private final EventCodec codec = new EventCodec();
  private HttpServer registry;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext("/api/search/versions", exchange -> answer(exchange, VERSIONS));
    registry.createContext("/api/groups", exchange -> answer(exchange, NEWER_TEXT));
    registry.start();
    StreamConfig config =
        StreamConfig.from(
            new ConfigSource(
                Map.of(),
                Map.of(
                    "kafka.bootstrap",
                    "unused:9092",
                    "state.dir",
                    "unused",
                    "registry.url",
                    "http://localhost:%d/api".formatted(registry.getAddress().getPort()))));
    Service service =
        Service.of("leases", new ClusterPath("north"), config, new SimpleMeterRegistry());
    driver = new TopologyTestDriver(LeaseTopology.of(service), new Properties());
  }

  @AfterEach
  void stop() {
    driver.close();
    registry.stop(0);
  }

  @Test
  void areReadAsThisBuildKnowsThem() throws IOException {
    pipe(written(new Schema.Parser().parse(NEWER_TEXT)));

    assertThat(read(OUT)).containsExactly(LEASE);
    assertThat(read(TopicCatalogue.EDGE_DEAD_LETTERS)).isEmpty();
  }

  @Test
  void areSetAsideWhileTheRegistryIsAwayAndOthersGoOn() throws IOException {
    registry.stop(0);

    pipe(written(new Schema.Parser().parse(NEWER_TEXT)));
    pipe(codec.encode(LEASE));

    assertThat(read(OUT)).containsExactly(LEASE);
    assertThat(read(TopicCatalogue.EDGE_DEAD_LETTERS))
        .extracting(event -> ((DeadLetter) event).getReason())
        .containsExactly("unknown-schema");
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

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

  private void pipe(byte[] value) {
    driver
        .createInputTopic(IN.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("north", value);
  }

  private List<SpecificRecord> read(Topic topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(bytes -> ((Decoded.Event) codec.decode(bytes)).event())
        .toList();
  }
}
