package io.aiedge.client;

import java.time.Duration;
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

  @Override
  public void close() {
    reader.close();
  }
}
