package io.aiedge.trainer.client;

import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.archive.ArrivingArchive;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the archive of the SavedModel that came with a job. */
final class GraphReader {
  private static final Duration POLL = Duration.ofMillis(200);

  /** The clock of whoever submitted, which dates the parts, may differ from the cloud's by this. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;

  GraphReader(Consumer<String, byte[]> consumer, EventCodec codec) {
    this.consumer = consumer;
    this.codec = codec;
  }

  /**
   * Waits for all parts.
   *
   * @param into where they are put
   * @param wanted asked again and again while waiting
   * @return whether they make an archive; empty once it is not wanted any more
   */
  Optional<ArrivingArchive.State> read(
      JobOpened opened, ArrivingArchive into, BooleanSupplier wanted) throws IOException {
    Positions.assign(consumer, TopicCatalogue.MODELS);
    Positions.advance(consumer, opened.getAt().minus(CLOCK_SLACK));
    String prefix = opened.getSpec().getJob() + "/graph/";
    while (wanted.getAsBoolean()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null
            && record.key().startsWith(prefix)
            && record.value() != null
            && codec.decode(record.value()) instanceof Decoded.Event event
            && event.event() instanceof ModelGraphPart part) {
          ArrivingArchive.State state = into.take(part);
          if (!(state instanceof ArrivingArchive.State.Incomplete)) {
            return Optional.of(state);
          }
        }
      }
    }
    return Optional.empty();
  }
}
