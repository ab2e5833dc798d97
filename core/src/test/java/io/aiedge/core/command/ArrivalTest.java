package io.aiedge.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aCommandIsAppliedUpToTheInstantItExpires() {
    assertThat(arriving(1, 0, 1, OptionalLong.empty(), NOW)).isEqualTo(new Arrival.Apply());
    assertThat(arriving(1, 0, 1, OptionalLong.empty(), NOW.minusMillis(1)))
        .isEqualTo(new Arrival.Refuse(true, "it expired at " + NOW.minusMillis(1)));
  }

  @Test
  void theEpochThatIsHeldAndANewerOneAreApplied() {
    assertThat(arriving(2, 1, 7, OptionalLong.of(7), NOW)).isEqualTo(new Arrival.Apply());
    assertThat(arriving(2, 1, 8, OptionalLong.of(7), NOW)).isEqualTo(new Arrival.Apply());
    assertThat(arriving(2, 1, 6, OptionalLong.of(7), NOW))
        .isEqualTo(new Arrival.Refuse(false, "its epoch 6 is outdated: 7 is held"));
  }

  @Test
  void aGapIsNotWaitedFor() {
    assertThat(arriving(9, 1, 1, OptionalLong.empty(), NOW)).isEqualTo(new Arrival.Apply());
  }

  @Property
  void anyDeliveryAppliesEachCommandAtMostOnceInOrderAndAnswersEachOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int commands) {
    Random random = new Random(seed);
    List<Order> delivered = new ArrayList<>();
    for (Order order : orders(random, commands)) {
      int copies = 1 + random.nextInt(3);
      delivered.addAll(Collections.nCopies(copies, order));
    }
    Collections.shuffle(delivered, random);

    Cluster cluster = new Cluster();
    delivered.forEach(cluster::receive);

    assertThat(cluster.applied).isSorted().doesNotHaveDuplicates();
    assertThat(cluster.decided).hasSize(commands).doesNotHaveDuplicates();
  }

  @Property
  void aMirrorThatRepeatsItselfLosesNoCommand(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int commands) {
    Random random = new Random(seed);
    List<Order> sent = orders(random, commands).stream().map(Order::ofFirstEpoch).toList();

    Cluster cluster = new Cluster();
    for (int i = 0; i < commands; i++) {
      cluster.receive(sent.get(i));
      for (int again = random.nextInt(4); again > 0; again--) {
        cluster.receive(sent.get(random.nextInt(i + 1)));
      }
    }

    assertThat(cluster.applied)
        .containsExactlyElementsOf(sent.stream().map(Order::sequence).toList());
  }

  private static List<Order> orders(Random random, int count) {
    List<Order> orders = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      orders.add(new Order(i, "workload-" + random.nextInt(3), 1 + random.nextInt(4)));
    }
    return orders;
  }

  private static Arrival arriving(
      long sequence, long last, long epoch, OptionalLong held, Instant expiresAt) {
    return Arrival.judge(false, sequence, last, epoch, held, expiresAt, NOW);
  }

  private record Order(long sequence, String workload, long epoch) {
    Order ofFirstEpoch() {
      return new Order(sequence, workload, 1);
    }
  }

  /** A cluster that remembers what a bridge keeps in its stores. */
  private static final class Cluster {
    private final Set<Long> judged = new HashSet<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final List<Long> applied = new ArrayList<>();
    private final List<Long> decided = new ArrayList<>();
    private long last;

    void receive(Order order) {
      Long held = epochs.get(order.workload());
      Arrival arrival =
          Arrival.judge(
              judged.contains(order.sequence()),
              order.sequence(),
              last,
              order.epoch(),
              held == null ? OptionalLong.empty() : OptionalLong.of(held),
              null,
              NOW);
      if (arrival instanceof Arrival.Duplicate) {
        return;
      }
      judged.add(order.sequence());
      last = Math.max(last, order.sequence());
      decided.add(order.sequence());
      if (arrival instanceof Arrival.Apply) {
        assertThat(order.epoch()).isGreaterThanOrEqualTo(held == null ? 0 : held);
        epochs.put(order.workload(), order.epoch());
        applied.add(order.sequence());
      }
    }
  }
}
