package io.aiedge.stream;

import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.serde.RawRecord;
import io.aiedge.schemas.topic.Topic;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes the events of one processor to the sinks of its topology; each sink is named after its
 * topic. Times are those of the topology's wall clock.
 */
public final class Outbox {
  private final ProcessorContext<String, byte[]> context;
  private final Service service;

  /** For the processor of this context. */
  public Outbox(ProcessorContext<String, byte[]> context, Service service) {
    this.context = context;
    this.service = service;
  }

  /** The wall clock. */
  public Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  /** Writes an event. */
  public void send(Topic topic, String key, SpecificRecord event) {
    send(topic, key, event, UUID.randomUUID().toString());
  }

  /**
   * Writes an event with an identity of its own.
   *
   * @param id follows from what the event is about, so that said again it is the same event
   */
  public void send(Topic topic, String key, SpecificRecord event, String id) {
    Instant now = now();
    context.forward(
        new Record<>(
            key,
            service.codec().encode(event),
            now.toEpochMilli(),
            EventHeaders.of(event, service.source(), id, now)),
        topic.name());
  }

  /** Writes that a key of a compacted topic is no more. */
  @SuppressWarnings("NullAway") // a null value is a tombstone
  public void forget(Topic topic, String key) {
    context.forward(new Record<>(key, (byte[]) null, now().toEpochMilli()), topic.name());
  }

  /**
   * Sets the record at hand aside.
   *
   * @param record what the processor was given
   * @param reason a fixed word, for counting
   * @param detail for people
   */
  public void setAside(Record<String, byte[]> record, String reason, String detail) {
    var at =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("there is no record at hand"));
    setAside(
        new RawRecord(
            at.topic(),
            at.partition(),
            at.offset(),
            record.key() == null ? "" : record.key(),
            record.value() == null ? new byte[0] : record.value()),
        reason,
        detail);
  }

  /** Sets a record aside that came at any time. */
  public void setAside(RawRecord record, String reason, String detail) {
    DeadLetter letter = record.unused(service.name(), reason, detail, now());
    send(
        service.deadLetters(),
        record.topic(),
        letter,
        "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset()));
    Counter.builder("aiedge_dead_letters_total")
        .description("Records that were not used, by reason")
        .tag("service", service.name())
        .tag("reason", reason)
        .register(service.meters())
        .increment();
  }
}
