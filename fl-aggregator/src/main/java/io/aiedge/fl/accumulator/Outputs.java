package io.aiedge.fl.accumulator;

import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What a partition says. Identities of events follow from what they are about, so a repeated answer
 * has the identity of the first.
 */
final class Outputs {
  static final String SERVICE = "fl-accumulator";

  private static final String SOURCE = "cloud/" + SERVICE;
  private static final int HEAD_BYTES = 1024;

  private final ProcessorContext<byte[], byte[]> context;
  private final EventCodec codec;
  private final int partition;

  Outputs(ProcessorContext<byte[], byte[]> context, EventCodec codec, int partition) {
    this.context = context;
    this.codec = codec;
    this.partition = partition;
  }

  /** The wall clock of the topology, in milliseconds. */
  long now() {
    return context.currentSystemTimeMs();
  }

  /** A chunk of a version. */
  void model(OpenRound round, RoundClosing order, int chunk, Sha256 digest, byte[] weights) {
    String key = ChunkPartitioner.key(round.job(), order.getVersion(), chunk);
    send(
        TopicCatalogue.MODELS,
        key,
        key + "/" + order.getClosing(),
        ModelChunk.newBuilder()
            .setJob(round.job())
            .setVersion(order.getVersion())
            .setClosing(order.getClosing())
            .setChunk(chunk)
            .setChunkCount(round.layout().chunkCount())
            .setSha256(digest)
            .setPayload(ByteBuffer.wrap(weights))
            .build());
  }

  /**
   * An answer to the coordinator; it sees it once what led to it is committed, so that is asked.
   */
  void answer(String job, int round, int closing, SpecificRecord answer) {
    send(
        TopicCatalogue.ROUND_RESULTS,
        job,
        "%s/%d/%d/%d".formatted(job, round, closing, partition),
        answer);
    context.commit();
  }

  /** A record of a topic that is not used. */
  void deadLetter(Topic topic, UpdateLog.Entry record, Reason reason, String detail) {
    byte[] head = record.value();
    send(
        TopicCatalogue.DEAD_LETTERS,
        topic.name(),
        "%s/%d/%d".formatted(topic.name(), partition, record.offset()),
        DeadLetter.newBuilder()
            .setTopic(topic.name())
            .setPartition(partition)
            .setOffset(record.offset())
            .setReason(reason.word())
            .setDetail(detail)
            .setService(SERVICE)
            .setKey(new String(record.key(), StandardCharsets.UTF_8))
            .setHead(ByteBuffer.wrap(head, 0, Math.min(head.length, HEAD_BYTES)).slice())
            .setAt(Instant.ofEpochMilli(now()))
            .build());
  }

  // The time of a record that is forwarded is that of the record at hand unless it is set, and that
  // of control records is set back (see ControlFirst).
  private void send(Topic topic, String key, String id, SpecificRecord event) {
    long now = now();
    context.forward(
        new Record<>(
            key.getBytes(StandardCharsets.UTF_8),
            codec.encode(event),
            now,
            EventHeaders.of(event, SOURCE, id, Instant.ofEpochMilli(now))),
        topic.name());
  }
}
