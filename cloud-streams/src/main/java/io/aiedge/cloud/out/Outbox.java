package io.aiedge.cloud.out;

import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes events to the sinks of a topology; each sink is named after its topic. */
public final class Outbox {
  private static final int HEAD_BYTES = 1024;
  private static final String REASON = "aiedge_reason";
  private static final String SOURCE = "cloud/cloud-streams";
  private static final String SERVICE = "cloud-streams";

  private final ProcessorContext<String, byte[]> context;
  private final EventCodec codec;

  /** For one processor. */
  public Outbox(ProcessorContext<String, byte[]> context, EventCodec codec) {
    this.context = context;
    this.codec = codec;
  }

  /** The cloud's clock. */
  public Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  /** Writes an event to the sink of a topic. */
  public void send(Topic topic, String key, SpecificRecord event) {
    context.forward(record(key, event), topic.name());
  }

  private Record<String, byte[]> record(String key, SpecificRecord event) {
    Instant now = now();
    return new Record<>(
        key,
        codec.encode(event),
        now.toEpochMilli(),
        EventHeaders.of(event, SOURCE, UUID.randomUUID().toString(), now));
  }

  /**
   * Sets a record aside.
   *
   * @param reason a fixed word, for counting
   * @param detail for people
   */
  public void refuse(Record<String, byte[]> record, String reason, String detail) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    context
        .recordMetadata()
        .ifPresent(
            at ->
                setAside(
                    DeadLetter.newBuilder()
                        .setTopic(at.topic())
                        .setPartition(at.partition())
                        .setOffset(at.offset())
                        .setReason(reason)
                        .setDetail(detail)
                        .setService(SERVICE)
                        .setKey(record.key() == null ? "" : record.key())
                        .setHead(
                            ByteBuffer.wrap(value, 0, Math.min(value.length, HEAD_BYTES)).slice())
                        .setAt(now())
                        .build()));
  }

  private void setAside(DeadLetter letter) {
    Record<String, byte[]> written = record(letter.getTopic(), letter);
    written.headers().add(REASON, letter.getReason().getBytes(StandardCharsets.UTF_8));
    context.forward(written, TopicCatalogue.DEAD_LETTERS.name());
  }
}
