package io.aiedge.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Events as they arrive. For one thread. */
public final class Follower implements AutoCloseable {
  private final TopicReader reader;

  Follower(TopicReader reader) {
    this.reader = reader;
  }

  /** Waits up to {@code patience} for events and hands them to {@code sink}. */
  public void poll(Duration patience, Consumer<SpecificRecord> sink) {
    reader.poll(
        patience,
        (record, event) -> {
          if (event != null) {
            sink.accept(event);
          }
        });
  }

  /**
   * Hands all events that are there now to {@code sink}, in the order in which they were written,
   * whatever topics and partitions they stand in.
   */
  public void catchUp(Consumer<SpecificRecord> sink) {
    List<Written> events = new ArrayList<>();
    reader.toTheEnd(
        (record, event) -> {
          if (event != null) {
            events.add(new Written(record.timestamp(), event));
          }
        });
    events.sort(Comparator.comparingLong(Written::at));
    events.forEach(written -> sink.accept(written.event));
  }

  private record Written(long at, SpecificRecord event) {}

  @Override
  public void close() {
    reader.close();
  }
}
