package io.aiedge.trainer.order;

import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.Positions;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what is announced for a job, from the beginning. Runs in a thread of its own. */
public final class RoundFeed implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RoundFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;
  private final String job;
  private final Orders orders;

  /** A feed of one job; the consumer is closed with it. */
  public RoundFeed(Consumer<String, byte[]> consumer, EventCodec codec, String job, Orders orders) {
    this.consumer = consumer;
    this.codec = codec;
    this.job = job;
    this.orders = orders;
  }

  /** Hears until the job is over. */
  @Override
  public void run() {
    try (consumer) {
      hear(Positions.assign(consumer, TopicCatalogue.ROUNDS));
    } catch (KafkaException e) {
      orders.fail(e);
    }
  }

  private void hear(Map<TopicPartition, Long> saidBefore) {
    boolean upToDate = false;
    while (!orders.isOver()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (job.equals(record.key())) {
          take(record);
        }
      }
      if (!upToDate && Positions.reached(consumer, saidBefore)) {
        upToDate = true;
        orders.upToDate();
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    Decoded decoded = codec.decode(record.value() == null ? new byte[0] : record.value());
    if (decoded instanceof Decoded.Event event) {
      orders.take(event.event());
    } else {
      LOG.warn(
          "{}-{}@{} is left out: {}", record.topic(), record.partition(), record.offset(), decoded);
    }
  }
}
