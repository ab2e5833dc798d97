package io.aiedge.bench;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.file.FileTree;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.stream.StreamConfig;
import io.aiedge.stream.StreamService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Heap and seconds of a round of a 1.7 M model by number of clients. The heap should not grow with
 * the clients, the time should grow in line. The heap is the whole virtual machine's, Kafka and the
 * clients' producer included, after full collections in the course of the round; the time is that
 * from the first update to the committed version.
 */
final class ClientsBench {
  private static final long PARAMETERS = 1_663_370;
  private static final int PARTITIONS = 4;
  private static final int WARM_UP = 20;
  private static final int[] CLIENTS = {10, 100, 1000};

  private ClientsBench() {}

  /** What a round took. */
  record Cost(double heapMebibytes, double seconds) {}

  static BenchReport run(Path folder) throws Exception {
    cost(folder.resolve("warm-up"), WARM_UP, PARAMETERS);
    List<Figure> heaps = new ArrayList<>();
    List<Figure> times = new ArrayList<>();
    for (int clients : CLIENTS) {
      Cost cost = cost(folder.resolve("clients-" + clients), clients, PARAMETERS);
      add(heaps, "heap, %d clients".formatted(clients), cost.heapMebibytes, "MiB");
      add(
          times,
          "a round of %d clients, for each".formatted(clients),
          1000 * cost.seconds / clients,
          "ms");
    }
    heaps.addAll(times);
    return BenchReport.of("clients", heaps);
  }

  /** The fewest clients are the yardstick. */
  private static void add(List<Figure> figures, String name, double value, String unit) {
    Figure figure = Figure.yardstick(name, value, unit);
    figures.add(figures.isEmpty() ? figure : figure.against(figures.get(0)));
  }

  /**
   * Runs one round.
   *
   * @param folder does not exist before and after
   */
  static Cost cost(Path folder, int clients, long parameters) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        SyntheticRound round =
            new SyntheticRound(
                broker.bootstrap(),
                "bench-clients",
                new ChunkLayout(parameters, SyntheticRound.CHUNK_ELEMENTS),
                PARTITIONS);
        StreamService accumulator = accumulator(broker, folder)) {
      accumulator.start();
      round.makeVersionZero();
      round.open(1, clients);
      try (LiveHeap heap = LiveHeap.watch()) {
        long start = System.nanoTime();
        round.fill(1, clients);
        round.close(1, clients);
        round.awaitVersion(1);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Cost(heap.mostMebibytes(), seconds);
      }
    } finally {
      FileTree.delete(folder); // a round of many clients leaves gigabytes
    }
  }

  private static StreamService accumulator(EmbeddedBroker broker, Path folder) {
    return Accumulator.of(
        new AccumulatorConfig(
            new StreamConfig(broker.bootstrap(), folder.resolve("state")),
            PARTITIONS,
            1,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5)),
        new SimpleMeterRegistry());
  }
}
