package io.aiedge.trainer.graph;

import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.Retention;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.archive.ArrivingArchive;
import io.aiedge.trainer.kafka.Positions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the archive of the SavedModel that came with a job. */
final class GraphReader {
  private static final Logger LOG = LoggerFactory.getLogger(GraphReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** The clock of whoever submitted, which dates the parts, may differ from the cloud's by this. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;
  private final Clock clock;

  GraphReader(Consumer<String, byte[]> consumer, EventCodec codec, Clock clock) {
    this.consumer = consumer;
    this.codec = codec;
    this.clock = clock;
  }

  /**
   * Waits for all parts; they may come to this site after the job. Those that are not there once
   * the topic keeps them no longer count as gone.
   *
   * @param into where they are put
   * @param wanted asked again and again while waiting
   * @return whether they make an archive; empty once it is not wanted any more
   */
  Optional<ArrivingArchive.State> read(
      JobOpened opened, ArrivingArchive into, BooleanSupplier wanted) throws IOException {
    Map<TopicPartition, Long> ends = Positions.assign(consumer, TopicCatalogue.MODELS);
    Positions.advance(consumer, opened.getAt().minus(CLOCK_SLACK));
    Instant keptUntil = keptUntil(opened);
    String prefix = opened.getSpec().getJob() + "/graph/";
    boolean told = false;
    while (wanted.getAsBoolean()) {
      Optional<ArrivingArchive.State> end = poll(prefix, into);
      if (end.isPresent()) {
        return end;
      }
      if (Positions.reached(consumer, ends)) {
        if (clock.instant().isAfter(keptUntil)) {
          return Optional.of(gone(keptUntil));
        }
        if (!told) {
          LOG.info("the model of the job is not all at this site yet: waiting for it");
          told = true;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ArrivingArchive.State> poll(String prefix, ArrivingArchive into)
      throws IOException {
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
    return Optional.empty();
  }

  private static Instant keptUntil(JobOpened opened) {
    return TopicCatalogue.MODELS.retention() instanceof Retention.Kept kept
        ? opened.getAt().plus(kept.time()).plus(CLOCK_SLACK)
        : Instant.MAX;
  }

  private static ArrivingArchive.State gone(Instant keptUntil) {
    return new ArrivingArchive.State.Broken(
        "the model that came with the job is not in %s, which kept it until %s: submit the job again"
            .formatted(TopicCatalogue.MODELS.name(), keptUntil));
  }
}
