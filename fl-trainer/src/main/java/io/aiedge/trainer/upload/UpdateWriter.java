package io.aiedge.trainer.upload;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.encoding.Encoding;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes updates, each in one transaction with its manifest, so that readers see all of it or
 * nothing. For one thread.
 */
public final class UpdateWriter {
  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final Who who;
  private final ChunkLayout layout;
  private final Encoding encoding;
  private final ErrorFeedbackStore feedback;
  private final int partitions;
  private final Clock clock;

  /** What came of writing. */
  public sealed interface Written {
    /**
     * The update is committed.
     *
     * @param bytes of all payloads
     */
    record Committed(long bytes) implements Written {}

    /**
     * The update cannot be averaged; nothing was written.
     *
     * @param reason for people
     */
    record Refused(String reason) implements Written {}
  }

  /**
   * @param producer of transactions that have been initialised: whoever wrote for this client
   *     before is shut out; the caller closes it
   * @param partitions of the topic of updates
   */
  public UpdateWriter(
      Producer<String, byte[]> producer,
      EventCodec codec,
      Who who,
      ChunkLayout layout,
      Encoding encoding,
      ErrorFeedbackStore feedback,
      int partitions,
      Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.who = who;
    this.layout = layout;
    this.encoding = encoding;
    this.feedback = feedback;
    this.partitions = partitions;
    this.clock = clock;
  }

  /**
   * Writes an update.
   *
   * @param previous the last round before it whose update was committed
   */
  public Written write(Update update, OptionalInt previous) {
    producer.beginTransaction();
    UpdateManifest manifest;
    try (ErrorFeedbackStore.@Nullable Residuals residuals =
        encoding == Encoding.FLOAT32 ? null : feedback.begin(update.order().round(), previous)) {
      UpdateChunks chunks = new UpdateChunks(update, who, codec, layout, encoding, residuals);
      for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
        UpdateChunks.Made made = chunks.make(chunk);
        if (made instanceof UpdateChunks.Made.Unusable unusable) {
          producer.abortTransaction();
          return new Written.Refused(unusable.reason());
        }
        if (made instanceof UpdateChunks.Made.Chunk good) {
          producer.send(good.encoded().record(who.source(), partitions, clock.instant()));
        }
      }
      manifest = manifest(update, chunks);
      if (residuals != null) {
        residuals.keep();
      }
    }
    send(manifest);
    producer.commitTransaction();
    previous.ifPresent(feedback::forgetBefore);
    return new Written.Committed(manifest.getBytes());
  }

  private void send(UpdateManifest manifest) {
    String id = "%s/%d/%d".formatted(who.job(), manifest.getRound(), manifest.getAttempt());
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.PROGRESS.name(),
            null,
            null,
            who.job(),
            codec.encode(manifest),
            EventHeaders.of(manifest, who.source(), id, clock.instant())));
  }

  private UpdateManifest manifest(Update update, UpdateChunks chunks) {
    return UpdateManifest.newBuilder()
        .setJob(who.job())
        .setRound(update.order().round())
        .setClient(who.client())
        .setAttempt(update.order().trial())
        .setVersion(update.order().version())
        .setSamples(update.trained().samples())
        .setChunkCount(layout.chunkCount())
        .setBytes(chunks.bytes())
        .setSha256(new Sha256(chunks.sha256()))
        .setLoss(update.trained().meanLoss())
        .setTrainMillis(update.trained().time().toMillis())
        .setBytesDown(update.base().bytes())
        .setAt(clock.instant())
        .build();
  }
}
