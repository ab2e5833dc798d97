package io.aiedge.cloud.out;

import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Reads events from bytes and sets aside what is none. */
public abstract class EventProcessor implements Processor<String, byte[], String, byte[]> {
  private final EventCodec codec = new EventCodec();
  private Outbox outbox;

  @Override
  public final void init(ProcessorContext<String, byte[]> context) {
    outbox = new Outbox(context, codec);
    begin(context);
  }

  /** Fetches stores and schedules what is to be done by the clock. */
  protected abstract void begin(ProcessorContext<String, byte[]> context);

  @Override
  public final void process(Record<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    Decoded decoded = codec.decode(record.value());
    if (decoded instanceof Decoded.Undecodable bad) {
      outbox.refuse(record, bad.reason(), bad.detail());
    } else if (decoded instanceof Decoded.Event event && !handle(record, event.event())) {
      outbox.refuse(
          record,
          "unexpected-event",
          event.event().getSchema().getName() + " does not belong here");
    }
  }

  /** Handles an event; says whether it belongs here. */
  protected abstract boolean handle(Record<String, byte[]> record, SpecificRecord event);

  /** Where to write to. */
  protected final Outbox outbox() {
    return outbox;
  }

  /** Turns state into bytes. */
  protected final byte[] encode(SpecificRecord state) {
    return codec.encode(state);
  }

  /** Turns bytes of this processor's own state back. */
  protected final <E extends SpecificRecord> E decode(byte[] state, Class<E> type) {
    if (codec.decode(state) instanceof Decoded.Event event && type.isInstance(event.event())) {
      return type.cast(event.event());
    }
    throw new IllegalStateException("the state is no " + type.getSimpleName());
  }
}
