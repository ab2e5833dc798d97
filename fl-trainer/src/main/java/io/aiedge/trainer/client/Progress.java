package io.aiedge.trainer.client;

import io.aiedge.event.fl.ClientFailed;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.order.Order;
import io.aiedge.trainer.training.Evaluation;
import io.aiedge.trainer.upload.Who;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client says of itself, written to its own site at once and carried to the cloud when there
 * is a way. Safe for use by several threads.
 */
final class Progress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final Who who;
  private final Clock clock;
  private final Consumer<KafkaException> onLoss;

  /**
   * @param onLoss told when an event could not be written though it was tried for minutes; may come
   *     from any thread
   */
  Progress(
      Producer<String, byte[]> producer,
      EventCodec codec,
      Who who,
      Clock clock,
      Consumer<KafkaException> onLoss) {
    this.producer = producer;
    this.codec = codec;
    this.who = who;
    this.clock = clock;
    this.onLoss = onLoss;
  }

  void ready(int samples, int heldOutSamples, String device) {
    send(
        new ClientReady(
            who.job(), who.client(), (long) samples, (long) heldOutSamples, device, now()));
  }

  /** A heartbeat that cannot be written is worth nothing later. */
  void heartbeat(Activity.State activity) {
    ClientHeartbeat event =
        new ClientHeartbeat(who.job(), who.client(), activity.round(), activity.steps(), now());
    producer.send(
        record(event),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.debug("a heartbeat is lost: {}", failure.toString());
          }
        });
  }

  void evaluated(Order order, Evaluation score) {
    send(
        new VersionEvaluated(
            who.job(),
            order.round(),
            order.version(),
            who.client(),
            score.samples(),
            score.correct(),
            score.lossSum(),
            now()));
  }

  /** This client cannot go on with a round. */
  void failedIn(int round, String reason) {
    send(new ClientFailed(who.job(), who.client(), round, reason, false, now()));
  }

  /** This client will never take part. */
  void failedForGood(String reason) {
    send(new ClientFailed(who.job(), who.client(), 0, reason, true, now()));
  }

  private void send(SpecificRecord event) {
    producer.send(
        record(event),
        (metadata, failure) -> {
          if (failure != null) {
            onLoss.accept(
                new KafkaException(event.getSchema().getName() + " could not be written", failure));
          }
        });
  }

  private ProducerRecord<String, byte[]> record(SpecificRecord event) {
    return new ProducerRecord<>(
        TopicCatalogue.PROGRESS.name(),
        null,
        null,
        who.job(),
        codec.encode(event),
        EventHeaders.of(event, who.source(), UUID.randomUUID().toString(), now()));
  }

  private Instant now() {
    return clock.instant();
  }

  /**
   * Waits until all that was said is written or given up, so that what another producer of this
   * client writes next comes after it.
   */
  void flush() {
    producer.flush();
  }

  /** Waits some seconds for what was said to be written. */
  @Override
  public void close() {
    producer.close(LAST_WORDS);
  }
}
