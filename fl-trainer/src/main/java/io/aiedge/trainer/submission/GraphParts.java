package io.aiedge.trainer.submission;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.archive.ArchiveLimits;
import io.aiedge.trainer.archive.ModelArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The archive of a SavedModel, cut into parts that fit into records. */
final class GraphParts {
  private static final int PART_BYTES = 960 << 10;

  private final String job;
  private final ByteBuffer archive;
  private final Sha256 sha256;

  private GraphParts(String job, ByteBuffer archive) {
    this.job = job;
    this.archive = archive;
    this.sha256 = new Sha256(ModelDigest.ofChunk(archive));
  }

  static GraphParts of(String job, Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ModelArchive(ArchiveLimits.USUAL).pack(folder, out);
    return new GraphParts(job, ByteBuffer.wrap(out.toByteArray()));
  }

  int count() {
    return (archive.remaining() + PART_BYTES - 1) / PART_BYTES;
  }

  ProducerRecord<String, byte[]> record(
      int part, EventCodec codec, String source, int partitions, Instant now) {
    int from = part * PART_BYTES;
    ModelGraphPart event =
        ModelGraphPart.newBuilder()
            .setJob(job)
            .setPart(part)
            .setPartCount(count())
            .setArchiveSha256(sha256)
            .setPayload(archive.slice(from, Math.min(PART_BYTES, archive.remaining() - from)))
            .build();
    String key = "%s/graph/%d".formatted(job, part);
    return new ProducerRecord<>(
        TopicCatalogue.MODELS.name(),
        ChunkLayout.partitionOf(job, part, partitions),
        null,
        key,
        codec.encode(event),
        EventHeaders.of(event, source, key, now));
  }
}
