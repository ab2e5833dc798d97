package io.aiedge.platform;

import static java.util.stream.Collectors.toMap;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.JobClosed;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says to one site what the cloud would say of one job, and sees what would reach the cloud. */
final class ScriptedCloud implements AutoCloseable {
  private static final int CHUNK_PARTITIONS = 4;

  private final EventCodec codec = new EventCodec();
  private final String bootstrap;
  private final JobSpec spec;
  private final ChunkLayout layout;
  private final KafkaProducer<String, byte[]> producer;

  ScriptedCloud(String bootstrap, JobSpec spec) {
    this.bootstrap = bootstrap;
    this.spec = spec;
    this.layout =
        new ChunkLayout(spec.getModel().getParameters(), spec.getModel().getChunkElements());
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void openJob() {
    say(TopicCatalogue.ROUNDS, null, spec.getJob(), new JobOpened(spec, Instant.now()));
  }

  void closeJob() {
    JobClosed closed =
        new JobClosed(spec.getJob(), JobState.SUCCEEDED, "the test is over", Instant.now());
    say(TopicCatalogue.ROUNDS, null, spec.getJob(), closed);
  }

  /** Announces a round that starts from the version before it. */
  void announce(int round, RoundPhase phase, byte[] versionSha256, String... participants) {
    say(
        TopicCatalogue.ROUNDS,
        null,
        spec.getJob(),
        RoundAnnounced.newBuilder()
            .setJob(spec.getJob())
            .setRound(round)
            .setPhase(phase)
            .setVersion(round - 1)
            .setVersionSha256(new Sha256(versionSha256))
            .setParticipants(List.of(participants))
            .setAt(Instant.now())
            .setDeadline(Instant.now().plusSeconds(300))
            .build());
  }

  /**
   * Publishes a version.
   *
   * @return its hash list
   */
  byte[] publish(int version, int closing, float[] weights) {
    List<byte[]> digests = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      int from = chunk * layout.chunkElements();
      byte[] payload = bytes(Arrays.copyOfRange(weights, from, from + layout.elements(chunk)));
      digests.add(ModelDigest.ofChunk(ByteBuffer.wrap(payload)));
      say(
          TopicCatalogue.MODELS,
          ChunkLayout.partitionOf(spec.getJob(), chunk, CHUNK_PARTITIONS),
          "%s/%d/%d".formatted(spec.getJob(), version, chunk),
          ModelChunk.newBuilder()
              .setJob(spec.getJob())
              .setVersion(version)
              .setClosing(closing)
              .setChunk(chunk)
              .setChunkCount(layout.chunkCount())
              .setSha256(new Sha256(digests.get(chunk)))
              .setPayload(ByteBuffer.wrap(payload))
              .build());
    }
    return ModelDigest.ofModel(digests);
  }

  /** The hash list of a version that is not published. */
  byte[] sha256(float[] weights) {
    List<byte[]> digests = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      int from = chunk * layout.chunkElements();
      digests.add(
          ModelDigest.ofChunk(
              ByteBuffer.wrap(
                  bytes(Arrays.copyOfRange(weights, from, from + layout.elements(chunk))))));
    }
    return ModelDigest.ofModel(digests);
  }

  /** What the site's clients of the job have committed of some kind so far, in order. */
  <E extends SpecificRecord> List<E> heard(Topic topic, Class<E> type) {
    List<E> heard = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  boolean own = record.key().split("/", 2)[0].equals(spec.getJob());
                  if (own
                      && codec.decode(record.value()) instanceof Decoded.Event event
                      && type.isInstance(event.event())) {
                    heard.add(type.cast(event.event()));
                  }
                });
      }
    }
    return heard;
  }

  /** The weights that a round's update leads to, as float32. */
  float[] updated(int round, float[] weights) {
    float[] updated = weights.clone();
    Map<Integer, UpdateChunk> chunks =
        heard(TopicCatalogue.UPDATES, UpdateChunk.class).stream()
            .filter(chunk -> chunk.getRound() == round)
            .collect(toMap(UpdateChunk::getChunk, chunk -> chunk));
    chunks.forEach(
        (index, chunk) -> {
          var delta = chunk.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
          int from = index * layout.chunkElements();
          for (int i = 0; i < chunk.getElements(); i++) {
            updated[from + i] += delta.get(i);
          }
        });
    return updated;
  }

  private static byte[] bytes(float[] weights) {
    ByteBuffer buffer =
        ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(weights);
    return buffer.array();
  }

  private void say(Topic topic, Integer partition, String key, SpecificRecord event) {
    try {
      producer.send(new ProducerRecord<>(topic.name(), partition, key, codec.encode(event))).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close();
  }
}
