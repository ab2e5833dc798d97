package io.aiedge.stream;

import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.RecordSize;
import io.aiedge.schemas.topic.Retention;
import io.aiedge.schemas.topic.Topic;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads events from bytes and sets aside what is none. */
public abstract class EventProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Set<String> COMPACTED =
      TopicCatalogue.all().stream()
          .filter(topic -> topic.retention() instanceof Retention.Compacted)
          .map(Topic::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Service service;
  private ProcessorContext<String, byte[]> context;
  private Outbox outbox;

  /** Of a service. */
  protected EventProcessor(Service service) {
    this.service = service;
  }

  @Override
  public final void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    outbox = new Outbox(context, service);
    begin(context);
  }

  /** Fetches stores and schedules what is to be done by the clock. */
  protected abstract void begin(ProcessorContext<String, byte[]> context);

  @Override
  public final void process(Record<String, byte[]> record) {
    if (record.value() == null) {
      if (!isTombstone()) {
        outbox.setAside(record, "not-avro", "the record has no value");
      }
      return;
    }
    int bytes = record.value().length;
    if (bytes > RecordSize.MAX_EVENT_BYTES) {
      outbox.setAside(
          record,
          "too-large",
          "an event has %d bytes at most; this has %d"
              .formatted(RecordSize.MAX_EVENT_BYTES, bytes));
      return;
    }
    Decoded decoded = codec().decode(record.value());
    if (decoded instanceof Decoded.Undecodable bad) {
      outbox.setAside(record, bad.reason(), bad.detail());
    } else if (decoded instanceof Decoded.Event event && !handle(record, event.event())) {
      outbox.setAside(
          record,
          "unexpected-event",
          event.event().getSchema().getName() + " does not belong here");
    }
  }

  /** Handles an event; says whether it belongs here. */
  protected abstract boolean handle(Record<String, byte[]> record, SpecificRecord event);

  /** In a compacted topic, a record without a value only clears its key away. */
  private boolean isTombstone() {
    return context
        .recordMetadata()
        .map(RecordMetadata::topic)
        .filter(COMPACTED::contains)
        .isPresent();
  }

  /** Where to write to. */
  protected final Outbox outbox() {
    return outbox;
  }

  /** What events and state are read and written with. */
  protected final EventCodec codec() {
    return service.codec();
  }

  /** Turns state into bytes. */
  protected final byte[] encode(SpecificRecord state) {
    return codec().encode(state);
  }

  /** Turns bytes of this processor's own state back. */
  protected final <E extends SpecificRecord> E decode(byte[] state, Class<E> type) {
    return codec().readBack(state, type);
  }
}
