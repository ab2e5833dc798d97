package io.aiedge.bench;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.file.FileTree;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.stream.StreamConfig;
import io.aiedge.stream.StreamService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Heap in use and seconds for a round of a 1.7 M model by number of clients. The heap should not
 * grow with the clients, the time should grow in line.
 */
final class ClientsBench {
  private static final long PARAMETERS = 1_663_370;
  private static final int PARTITIONS = 4;
  private static final int[] CLIENTS = {10, 100, 1000};

  private ClientsBench() {}

  static BenchReport run(Path folder) throws Exception {
    List<Figure> heaps = new ArrayList<>();
    List<Figure> times = new ArrayList<>();
    for (int clients : CLIENTS) {
      Path place = folder.resolve("clients-" + clients);
      Result result = run(place, clients);
      String name = clients + " clients";
      heaps.add(
          heaps.isEmpty()
              ? Figure.yardstick("heap after the round, " + name, result.heapMebibytes, "MiB")
              : Figure.of("heap after the round, " + name, result.heapMebibytes, heaps.get(0)));
      double perClient = 1000 * result.seconds / clients;
      times.add(
          times.isEmpty()
              ? Figure.yardstick("time per client, " + name, perClient, "ms")
              : Figure.of("time per client, " + name, perClient, times.get(0)));
      FileTree.delete(place);
    }
    heaps.addAll(times);
    return BenchReport.of("clients", heaps);
  }

  private record Result(double heapMebibytes, double seconds) {}

  private static Result run(Path folder, int clients) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        SyntheticRound round =
            new SyntheticRound(
                broker.bootstrap(),
                "bench-clients",
                new ChunkLayout(PARAMETERS, SyntheticRound.CHUNK_ELEMENTS),
                PARTITIONS);
        StreamService accumulator =
            Accumulator.of(
                new AccumulatorConfig(
                    new StreamConfig(broker.bootstrap(), folder.resolve("state")),
                    PARTITIONS,
                    1,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5)),
                new SimpleMeterRegistry())) {
      accumulator.start();
      round.makeVersionZero();
      round.open(1, clients);
      round.awaitConsumed();
      long start = System.nanoTime();
      round.fill(1, clients);
      round.close(1, clients);
      round.awaitVersion(1);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new Result(used / 1048576.0, seconds);
    }
  }
}
