package io.aiedge.trainer.submission;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.job.JobRules;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.RecordSize;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.archive.RefusedArchive;
import io.aiedge.trainer.upload.EncodedChunk;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Submits one job to the cloud: all of it in one transaction, or nothing. For one thread. */
public final class JobSubmission implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final Clock clock;

  JobSubmission(Producer<String, byte[]> producer, EventCodec codec, Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.clock = clock;
  }

  /**
   * Submits to a cloud.
   *
   * @param bootstrap Kafka of the cloud, as host:port
   * @param submission what to submit
   * @throws RefusedArchive if the SavedModel cannot be packed
   * @throws IOException if the SavedModel cannot be read
   * @throws KafkaException if Kafka does not take it; then no part of it is seen by anyone
   */
  public static void submit(String bootstrap, Submission submission) throws IOException {
    String job = submission.spec().getJob();
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "job-submission");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "job-submission/" + job);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSize.MAX_REQUEST_BYTES);
    try (JobSubmission one =
        new JobSubmission(
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
            new EventCodec(),
            Clock.systemUTC())) {
      one.submit(submission);
    }
  }

  void submit(Submission submission) throws IOException {
    producer.initTransactions();
    producer.beginTransaction();
    try {
      sendWeights(submission);
      sendGraph(submission);
      sendRequest(submission);
    } catch (IOException e) {
      producer.abortTransaction();
      throw e;
    }
    producer.commitTransaction();
  }

  private void sendWeights(Submission submission) {
    ModelSpec model = submission.spec().getModel();
    ChunkLayout layout = new ChunkLayout(model.getParameters(), model.getChunkElements());
    int partitions = partitions(TopicCatalogue.UPDATES.name());
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      int from = chunk * model.getChunkElements();
      int count = layout.elements(chunk);
      EncodedChunk encoded =
          EncodedChunk.of(
              codec,
              envelope(submission.spec(), layout, chunk),
              count * Float.BYTES,
              out -> out.asFloatBuffer().put(submission.weights(), from, count));
      producer.send(encoded.record(source(submission), partitions, clock.instant()));
    }
  }

  private static UpdateChunk.Builder envelope(JobSpec spec, ChunkLayout layout, int chunk) {
    return UpdateChunk.newBuilder()
        .setJob(spec.getJob())
        .setRound(0)
        .setClient(JobRules.SUBMITTER)
        .setAttempt(0)
        .setChunk(chunk)
        .setChunkCount(layout.chunkCount())
        .setElements(layout.elements(chunk))
        .setSamples(1)
        .setEncoding(UpdateEncoding.FLOAT32);
  }

  private void sendGraph(Submission submission) throws IOException {
    if (submission.savedModel() != null) {
      GraphParts parts = GraphParts.of(submission.spec().getJob(), submission.savedModel());
      int partitions = partitions(TopicCatalogue.MODELS.name());
      for (int part = 0; part < parts.count(); part++) {
        producer.send(parts.record(part, codec, source(submission), partitions, clock.instant()));
      }
    }
  }

  private void sendRequest(Submission submission) {
    String job = submission.spec().getJob();
    JobSubmitted request =
        new JobSubmitted(submission.spec(), submission.submitter(), clock.instant());
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.JOB_REQUESTS.name(),
            null,
            null,
            job,
            codec.encode(request),
            EventHeaders.of(request, source(submission), job, clock.instant())));
  }

  private static String source(Submission submission) {
    return submission.submitter() + "/job-submission";
  }

  private int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  @Override
  public void close() {
    producer.close();
  }
}
