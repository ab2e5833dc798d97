package io.aiedge.fl.accumulator;

import static io.aiedge.fl.accumulator.AccumulatorFixture.VERSION_0;
import static io.aiedge.fl.accumulator.AccumulatorFixture.contribution;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.PartitionClosed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

class InterleavingTest {
  private static final Path STATE_DIR = Path.of("target", "interleaving");
  private static final int CLIENTS = 4;

  /**
   * Clients of which one does its update twice, chunks of which some come twice, a restart, orders
   * to close that come at any time and are repeated with fewer clients: what is made is the average
   * of the updates that the last order names, to the bit.
   */
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void noInterleavingChangesABit(@ForAll Random random, @ForAll @IntRange(max = 2) int leftOut) {
    try (AccumulatorFixture fixture = new AccumulatorFixture(STATE_DIR)) {
      fixture.inRound1("c0", "c1", "c2", "c3");
      List<Contribution> counted = new ArrayList<>();
      List<Runnable> steps = new ArrayList<>();
      long[] sum = new long[VERSION_0.length];
      long total = 0;
      for (int client = 0; client < CLIENTS; client++) {
        float[] values = values(random);
        long samples = 1 + random.nextInt(1000);
        counted.add(contribution("c" + client, 0, samples));
        if (client >= leftOut) {
          FixedPoint.add(sum, values, values.length, samples);
          total += samples;
        }
        steps.addAll(sending(fixture, "c" + client, 0, values, samples, random));
      }
      steps.addAll(sending(fixture, "c3", 1, values(random), 50, random));
      Collections.shuffle(steps, random);
      int closed = random.nextInt(steps.size());
      steps.add(closed, () -> close(fixture, 0, counted));
      steps.add(random.nextInt(closed + 1), fixture::restart);

      steps.forEach(Runnable::run);
      float[] version = leftOut == 0 ? fixture.version() : new float[0];
      for (int closing = 1; closing <= leftOut; closing++) {
        fixture.models();
        close(fixture, closing, counted.subList(closing, CLIENTS));
        version = fixture.version();
      }

      assertThat(version).isEqualTo(moved(FixedPoint.average(sum, total)));
      assertThat(fixture.results())
          .hasSize(1 + leftOut)
          .hasOnlyElementsOfType(PartitionClosed.class);
    }
  }

  private static List<Runnable> sending(
      AccumulatorFixture fixture,
      String client,
      int attempt,
      float[] values,
      long samples,
      Random random) {
    List<Runnable> sending = new ArrayList<>();
    for (int chunk = 0; chunk < AccumulatorFixture.LAYOUT.chunkCount(); chunk++) {
      int sent = chunk;
      Runnable send =
          () -> fixture.updateOf(client, attempt, values).samples(samples).sendChunk(sent);
      sending.addAll(Collections.nCopies(1 + random.nextInt(2), send));
    }
    return sending;
  }

  private static void close(AccumulatorFixture fixture, int closing, List<Contribution> counted) {
    fixture.closeRound(1, closing, counted.toArray(Contribution[]::new));
  }

  private static float[] values(Random random) {
    float[] values = new float[VERSION_0.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(9) - 5);
    }
    return values;
  }

  private static float[] moved(float[] average) {
    float[] version = VERSION_0.clone();
    for (int i = 0; i < version.length; i++) {
      version[i] = (float) (version[i] + 1.0 * average[i]);
    }
    return version;
  }
}
