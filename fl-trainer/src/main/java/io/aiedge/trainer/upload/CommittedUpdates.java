package io.aiedge.trainer.upload;

import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.Positions;
import io.aiedge.trainer.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The updates this client has committed; the log of its site says which, whatever becomes of it.
 */
public final class CommittedUpdates {
  private static final Duration POLL = Duration.ofMillis(200);

  /** The clock of this site, which dates manifests, may differ from the cloud's by this. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  private final NavigableMap<Integer, Integer> attempts = new TreeMap<>();

  /**
   * Reads the manifests of a client that stand in the log.
   *
   * @param since the job opened then
   */
  public static CommittedUpdates read(
      Consumer<String, byte[]> consumer,
      EventCodec codec,
      String job,
      String client,
      Instant since) {
    CommittedUpdates committed = new CommittedUpdates();
    Map<TopicPartition, Long> ends = Positions.assign(consumer, TopicCatalogue.PROGRESS);
    Positions.advance(consumer, since.minus(CLOCK_SLACK));
    while (!Positions.reached(consumer, ends)) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (job.equals(record.key())
            && record.value() != null
            && codec.decode(record.value()) instanceof Decoded.Event event
            && event.event() instanceof UpdateManifest manifest
            && manifest.getClient().equals(client)) {
          committed.add(manifest.getRound(), manifest.getAttempt());
        }
      }
    }
    return committed;
  }

  /** An update has been committed. */
  public void add(int round, int attempt) {
    attempts.merge(round, attempt, Math::max);
  }

  /** Whether an order has been carried out: its round, in this trial or a later one. */
  public boolean cover(Order order) {
    return attempts.getOrDefault(order.round(), -1) >= order.trial();
  }

  /** The last round before {@code round} with an update. */
  public OptionalInt before(int round) {
    Integer earlier = attempts.lowerKey(round);
    return earlier == null ? OptionalInt.empty() : OptionalInt.of(earlier);
  }

  /** Rounds with an update. */
  public int count() {
    return attempts.size();
  }
}
