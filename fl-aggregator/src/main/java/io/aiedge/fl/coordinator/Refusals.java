package io.aiedge.fl.coordinator;

import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes records that could not be used to the dead letters. */
final class Refusals {
  private static final int HEAD_BYTES = 1024;

  private final ProcessorContext<String, byte[]> context;
  private final Outbox outbox;

  Refusals(ProcessorContext<String, byte[]> context, Outbox outbox) {
    this.context = context;
    this.outbox = outbox;
  }

  void write(Record<String, byte[]> record, String reason, String detail) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    context
        .recordMetadata()
        .ifPresent(
            at ->
                outbox.send(
                    TopicCatalogue.DEAD_LETTERS,
                    at.topic(),
                    DeadLetter.newBuilder()
                        .setTopic(at.topic())
                        .setPartition(at.partition())
                        .setOffset(at.offset())
                        .setReason(reason)
                        .setDetail(detail)
                        .setService("fl-coordinator")
                        .setKey(record.key() == null ? "" : record.key())
                        .setHead(
                            ByteBuffer.wrap(value, 0, Math.min(value.length, HEAD_BYTES)).slice())
                        .setAt(outbox.now())
                        .build()));
  }
}
