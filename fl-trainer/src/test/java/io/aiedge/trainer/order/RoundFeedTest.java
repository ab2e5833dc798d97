package io.aiedge.trainer.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.Log;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RoundFeedTest {
  private final Log log = new Log(TopicCatalogue.ROUNDS);
  private final Orders orders = new Orders();
  private final RoundFeed feed = new RoundFeed(log.consumer, new EventCodec(), Jobs.JOB, orders);

  @Test
  void hearsOfItsJobAndLeavesOutOthersAndGarbage() {
    log.holds(
        List.of(
            Log.Entry.of(Jobs.JOB, Jobs.opened()),
            Log.Entry.of("other", Jobs.closed()),
            new Log.Entry(Jobs.JOB, new byte[] {1, 2, 3}),
            Log.Entry.of(Jobs.JOB, Jobs.round(1, 0, new byte[32]))));
    log.consumer.schedulePollTask(
        () -> {
          assertThat(orders.isOver()).isFalse();
          assertThat(orders.stands(Jobs.order(1, new byte[32]))).isTrue();
        });
    log.later(Log.Entry.of(Jobs.JOB, Jobs.closed()));

    feed.run();

    assertThat(orders.isOver()).isTrue();
    assertThat(log.consumer.closed()).isTrue();
  }

  @Test
  void theFailureOfTheConsumerReachesThoseWhoWait() {
    log.consumer.setPollException(new KafkaException("no broker"));

    feed.run();

    assertThat(orders.isOver()).isTrue();
  }
}
