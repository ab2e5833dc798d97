package io.aiedge.platform;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicSizes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says what clients of one job would say in its first round, and what none should. */
final class PlainClients implements AutoCloseable {
  private static final int ROUND = 1;

  private final EventCodec codec = new EventCodec();
  private final String job;
  private final ChunkLayout layout;
  private final KafkaProducer<String, byte[]> producer;

  PlainClients(String bootstrap, JobSpec spec) {
    job = spec.getJob();
    layout = new ChunkLayout(spec.getModel().getParameters(), spec.getModel().getChunkElements());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void ready(String client) {
    say(TopicCatalogue.PROGRESS, new ClientReady(job, client, 10L, 2L, "CPU", Instant.now()));
  }

  /** A whole update, whose weight is {@code samples}. */
  void update(String client, long samples, float... deltas) {
    chunks(client, samples, deltas);
    manifest(client, samples, ROUND);
  }

  /** All chunks of an update, without its manifest. */
  void chunks(String client, long samples, float... deltas) {
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      chunk(client, samples, chunk, UnaryOperator.identity(), deltas);
    }
  }

  /** A chunk of an update, changed before it is sent. */
  void chunk(
      String client,
      long samples,
      int chunk,
      UnaryOperator<UpdateChunk.Builder> change,
      float... deltas) {
    int from = chunk * layout.chunkElements();
    float[] part = Arrays.copyOfRange(deltas, from, from + layout.elements(chunk));
    UpdateChunk.Builder right =
        withValues(
            UpdateChunk.newBuilder()
                .setJob(job)
                .setRound(ROUND)
                .setClient(client)
                .setAttempt(0)
                .setChunk(chunk)
                .setChunkCount(layout.chunkCount())
                .setElements(part.length)
                .setSamples(samples)
                .setEncoding(UpdateEncoding.FLOAT32),
            part);
    sendToChunks(chunk, codec.encode(change.apply(right).build()));
  }

  /** A chunk with other values, and the checksum they have. */
  static UpdateChunk.Builder withValues(UpdateChunk.Builder chunk, float... values) {
    ByteBuffer payload =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    payload.asFloatBuffer().put(values);
    CRC32C checksum = new CRC32C();
    checksum.update(payload.duplicate());
    return chunk.setPayload(payload).setCrc32c((int) checksum.getValue());
  }

  void manifest(String client, long samples, int round) {
    say(
        TopicCatalogue.PROGRESS,
        UpdateManifest.newBuilder()
            .setJob(job)
            .setRound(round)
            .setClient(client)
            .setAttempt(0)
            .setVersion(round - 1)
            .setSamples(samples)
            .setChunkCount(layout.chunkCount())
            .setBytes(layout.parameters() * Float.BYTES)
            .setSha256(new Sha256(new byte[Sha256.getClassSchema().getFixedSize()]))
            .setLoss(0.5)
            .setTrainMillis(10)
            .setBytesDown(0)
            .setAt(Instant.now())
            .build());
  }

  void say(Topic topic, SpecificRecord event) {
    send(topic, codec.encode(event));
  }

  /** Anything, to where a chunk of the job belongs. */
  void sendToChunks(int chunk, byte[] bytes) {
    int partition = ChunkLayout.partitionOf(job, chunk, TopicSizes.SINGLE_BROKER.chunkPartitions());
    producer.send(
        new ProducerRecord<>(TopicCatalogue.UPDATES.name(), partition, job + "/" + chunk, bytes));
  }

  void send(Topic topic, byte[] bytes) {
    producer.send(new ProducerRecord<>(topic.name(), job, bytes));
  }

  byte[] encoded(SpecificRecord event) {
    return codec.encode(event);
  }

  @Override
  public void close() {
    producer.close();
  }
}
