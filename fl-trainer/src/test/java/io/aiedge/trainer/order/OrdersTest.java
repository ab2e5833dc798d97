package io.aiedge.trainer.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrdersTest {
  private static final byte[] SHA = new byte[32];

  private final Orders orders = new Orders();

  @Test
  void theNewestRoundCountsInWhateverOrderRoundsAreHeardOf() throws Exception {
    orders.take(Jobs.opened());
    orders.take(Jobs.round(2, 1, SHA));
    orders.take(Jobs.round(2, 0, SHA));
    orders.take(Jobs.round(1, 0, SHA));

    Order next = orders.awaitNext(null).orElseThrow();

    assertThat(next.round()).isEqualTo(2);
    assertThat(next.trial()).isEqualTo(1);
  }

  @Test
  void anOrderStandsUntilANewerOneIsHeard() throws Exception {
    orders.take(Jobs.opened());
    orders.take(Jobs.round(1, 0, SHA));
    Order first = orders.awaitNext(null).orElseThrow();
    orders.take(Jobs.round(1, 0, SHA));
    assertThat(orders.stands(first)).isTrue();

    orders.take(Jobs.round(1, 1, SHA));

    assertThat(orders.stands(first)).isFalse();
    assertThat(orders.awaitNext(first).orElseThrow().trial()).isEqualTo(1);
  }

  @Test
  void noOrderStandsOnceTheJobIsOver() throws Exception {
    orders.take(Jobs.opened());
    orders.take(Jobs.round(1, 0, SHA));
    Order first = orders.awaitNext(null).orElseThrow();

    orders.take(Jobs.closed());

    assertThat(orders.stands(first)).isFalse();
    assertThat(orders.awaitNext(first)).isEmpty();
  }

  @Test
  void aVersionIsLookedForFromTheFirstTrialOfTheRoundThatMadeIt() throws Exception {
    orders.take(Jobs.opened());
    orders.take(Jobs.round(1, 0, SHA));
    assertThat(orders.awaitNext(null).orElseThrow().versionSince()).isEqualTo(Jobs.OPENED);
    orders.take(Jobs.round(2, 1, SHA));
    orders.take(Jobs.round(2, 0, SHA));
    orders.take(Jobs.round(3, 0, SHA));

    assertThat(orders.awaitNext(null).orElseThrow().versionSince())
        .isEqualTo(Jobs.round(2, 0, SHA).getAt());
  }

  @Test
  void nobodyActsBeforeAllThatWasSaidIsHeard() throws Exception {
    orders.take(Jobs.opened());
    CompletableFuture<Boolean> there =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return orders.awaitJob().isPresent();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    orders.take(Jobs.round(1, 0, SHA));
    assertThat(there).isNotDone();

    orders.upToDate();

    assertThat(there.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsForOrdersHearsWhyThereAreNone() {
    orders.fail(new KafkaException("the broker is gone"));

    assertThatThrownBy(() -> orders.awaitNext(null)).hasMessage("the broker is gone");
  }
}
