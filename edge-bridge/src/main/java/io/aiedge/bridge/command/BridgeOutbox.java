package io.aiedge.bridge.command;

import io.aiedge.core.cluster.ClusterPath;
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

/** Writes events to the topology's sinks. */
final class BridgeOutbox {
  private static final String SERVICE = "edge-bridge";
  private static final int HEAD_BYTES = 1024;
  private static final String REASON = "aiedge_reason";

  private final ProcessorContext<String, byte[]> context;
  private final EventCodec codec;
  private final ClusterPath cluster;

  BridgeOutbox(ProcessorContext<String, byte[]> context, EventCodec codec, ClusterPath cluster) {
    this.context = context;
    this.codec = codec;
    this.cluster = cluster;
  }

  Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  void send(Topic topic, String key, SpecificRecord event) {
    context.forward(record(key, event), topic.name());
  }

  private Record<String, byte[]> record(String key, SpecificRecord event) {
    Instant now = now();
    return new Record<>(
        key,
        codec.encode(event),
        now.toEpochMilli(),
        EventHeaders.of(event, cluster.value() + "/" + SERVICE, UUID.randomUUID().toString(), now));
  }

  /** A workload is no longer desired. */
  @SuppressWarnings("NullAway") // a null value is a tombstone
  void forget(String workload) {
    context.forward(
        new Record<>(workload, (byte[]) null, now().toEpochMilli()),
        TopicCatalogue.WORKLOADS.name());
  }

  void refuse(Record<String, byte[]> record, String reason, String detail) {
    byte[] value = record.value();
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
    context.forward(written, TopicCatalogue.EDGE_DEAD_LETTERS.name());
  }
}
