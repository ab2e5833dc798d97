package io.aiedge.fl.coordinator;

import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.Topic;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes events to the topology's sinks. */
final class Outbox {
  private static final String SOURCE = "cloud/fl-coordinator";

  private final ProcessorContext<String, byte[]> context;
  private final EventCodec codec;

  Outbox(ProcessorContext<String, byte[]> context, EventCodec codec) {
    this.context = context;
    this.codec = codec;
  }

  void send(Topic topic, String key, SpecificRecord event) {
    Instant now = now();
    Record<String, byte[]> record =
        new Record<>(
            key,
            codec.encode(event),
            now.toEpochMilli(),
            EventHeaders.of(event, SOURCE, UUID.randomUUID().toString(), now));
    context.forward(record, topic.name());
  }

  Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
