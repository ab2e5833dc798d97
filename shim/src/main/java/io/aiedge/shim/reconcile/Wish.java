package io.aiedge.shim.reconcile;

import io.aiedge.core.workload.WorkloadName;
import io.aiedge.event.fleet.ApplyWorkload;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record of the topic of desired workloads says. */
sealed interface Wish {
  /** A workload is to run. */
  record Run(WorkloadName name, ApplyWorkload event) implements Wish {}

  /** A workload is to go. */
  record Gone(WorkloadName name) implements Wish {}

  /** Nothing that can be used. */
  record Unusable(DeadLetter letter) implements Wish {}

  static Wish read(ConsumerRecord<byte[], byte[]> record, EventCodec codec) {
    if (record.key() == null) {
      return unusable(record, "no-key", "the key names the workload, and there is none");
    }
    String key = text(record.key());
    if (!WorkloadName.isValid(key)) {
      return unusable(record, "invalid-key", "not a workload name: \"" + key + "\"");
    }
    WorkloadName name = new WorkloadName(key);
    if (record.value() == null) {
      return new Gone(name);
    }
    Decoded decoded = codec.decode(record.value());
    if (decoded instanceof Decoded.Undecodable undecodable) {
      return unusable(record, undecodable.reason(), undecodable.detail());
    }
    return ((Decoded.Event) decoded).event() instanceof ApplyWorkload event
            && event.getWorkload().equals(name.value())
        ? new Run(name, event)
        : unusable(record, "unexpected-event", "not an ApplyWorkload of the workload in its key");
  }

  private static Wish unusable(
      ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
    RawRecord raw =
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.key() == null ? "" : text(record.key()),
            record.value() == null ? new byte[0] : record.value());
    return new Unusable(raw.unused("shim", reason, detail, Instant.now()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
