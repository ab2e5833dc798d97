package io.aiedge.bridge.command;

import io.aiedge.event.fleet.Command;
import io.aiedge.schemas.serde.EventCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What a cluster remembers of its commands. */
final class CommandStore {
  /** Not a command id: ids are UUIDs. */
  private static final String LAST = "last";

  private final EventCodec codec;
  private final KeyValueStore<String, byte[]> judged;
  private final KeyValueStore<String, byte[]> held;
  private final KeyValueStore<String, byte[]> open;

  /**
   * A command that was applied and waits for its answer.
   *
   * @param command the command
   * @param receivedAt when it reached the cluster
   */
  record Open(Command command, Instant receivedAt) {}

  CommandStore(ProcessorContext<?, ?> context, EventCodec codec) {
    this.codec = codec;
    judged = context.getStateStore(CommandTopology.JUDGED);
    held = context.getStateStore(CommandTopology.HELD);
    open = context.getStateStore(CommandTopology.OPEN);
  }

  boolean isJudged(Command command) {
    return judged.get(command.getCommandId()) != null;
  }

  long lastSequence() {
    return number(judged.get(LAST)).orElse(0);
  }

  void judge(Command command) {
    judged.put(command.getCommandId(), bytes(command.getSequence()));
    judged.put(LAST, bytes(Math.max(lastSequence(), command.getSequence())));
  }

  OptionalLong epochOf(String workload) {
    return number(held.get(workload));
  }

  void hold(String workload, long epoch) {
    held.put(workload, bytes(epoch));
  }

  /** Takes a command as the workload's open one; the one before it, if it is still open. */
  Optional<Open> open(String workload, Command command, Instant receivedAt) {
    Optional<Open> before = find(workload);
    byte[] event = codec.encode(command);
    open.put(
        workload,
        ByteBuffer.allocate(Long.BYTES + event.length)
            .putLong(receivedAt.toEpochMilli())
            .put(event)
            .array());
    return before;
  }

  Optional<Open> find(String workload) {
    byte[] found = open.get(workload);
    return found == null ? Optional.empty() : Optional.of(read(found));
  }

  /** The open commands that have expired, by workload. */
  Map<String, Open> overdue(Instant now) {
    Map<String, Open> overdue = new TreeMap<>();
    try (var all = open.all()) {
      all.forEachRemaining(
          entry -> {
            Open found = read(entry.value);
            Instant expiresAt = found.command().getExpiresAt();
            if (expiresAt != null && now.isAfter(expiresAt)) {
              overdue.put(entry.key, found);
            }
          });
    }
    return overdue;
  }

  private Open read(byte[] found) {
    ByteBuffer bytes = ByteBuffer.wrap(found);
    Instant receivedAt = Instant.ofEpochMilli(bytes.getLong());
    byte[] event = new byte[bytes.remaining()];
    bytes.get(event);
    return new Open(codec.readBack(event, Command.class), receivedAt);
  }

  void close(String workload) {
    open.delete(workload);
  }

  private static OptionalLong number(byte @Nullable [] bytes) {
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(ByteBuffer.wrap(bytes).getLong());
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
