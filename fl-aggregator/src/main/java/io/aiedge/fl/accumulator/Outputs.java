package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.serde.RawRecord;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Outbox;
import io.aiedge.stream.Service;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What a partition says. Identities of events follow from what they are about, so a repeated answer
 * has the identity of the first.
 */
final class Outputs {
  private final ProcessorContext<String, byte[]> context;
  private final Outbox outbox;
  private final int partition;

  Outputs(ProcessorContext<String, byte[]> context, Service service, int partition) {
    this.context = context;
    this.outbox = new Outbox(context, service);
    this.partition = partition;
  }

  /** The wall clock of the topology, in milliseconds. */
  long now() {
    return context.currentSystemTimeMs();
  }

  /** A chunk of a version. */
  void model(OpenRound round, RoundClosing order, int chunk, Sha256 digest, byte[] weights) {
    String key = ChunkPartitioner.key(round.job(), order.getVersion(), chunk);
    outbox.send(
        TopicCatalogue.MODELS,
        key,
        ModelChunk.newBuilder()
            .setJob(round.job())
            .setVersion(order.getVersion())
            .setClosing(order.getClosing())
            .setChunk(chunk)
            .setChunkCount(round.layout().chunkCount())
            .setSha256(digest)
            .setPayload(ByteBuffer.wrap(weights))
            .build(),
        key + "/" + order.getClosing());
  }

  /**
   * An answer to the coordinator; it sees it once what led to it is committed, so that is asked.
   */
  void answer(String job, int round, int closing, SpecificRecord answer) {
    outbox.send(
        TopicCatalogue.ROUND_RESULTS,
        job,
        answer,
        "%s/%d/%d/%d".formatted(job, round, closing, partition));
    context.commit();
  }

  /** A record of a topic that is not used. */
  void deadLetter(Topic topic, UpdateLog.Entry record, Reason reason, String detail) {
    outbox.setAside(
        new RawRecord(
            topic.name(),
            partition,
            record.offset(),
            new String(record.key(), StandardCharsets.UTF_8),
            record.value()),
        reason.word(),
        detail);
  }
}
