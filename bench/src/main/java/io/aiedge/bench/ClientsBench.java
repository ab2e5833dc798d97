package io.aiedge.bench;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.file.FileTree;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.stream.StreamService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Heap and seconds that a round of a 1.7 M model takes the accumulators, by number of clients. The
 * heap should not grow with the clients, the time should grow in line. Heap is what is in use after
 * a full collection, less what was in use before the accumulators began: once with all updates of a
 * round taken and the round still open, and the most while updates that wait in Kafka are read,
 * which is bounded by what the accumulators fetch ahead. Few clients are measured over several
 * rounds.
 */
final class ClientsBench {
  private static final long PARAMETERS = 1_663_370;
  private static final List<Load> LOADS =
      List.of(new Load(10, 10), new Load(100, 3), new Load(1000, 1));

  /**
   * What the accumulators are to bear.
   *
   * @param clients in a round
   * @param rounds one after the other
   */
  record Load(int clients, int rounds) {}

  /**
   * What it took them.
   *
   * @param heldMebibytes with all updates of a round taken
   * @param mostMebibytes while updates are read
   * @param seconds of a round, on average
   */
  record Cost(double heldMebibytes, double mostMebibytes, double seconds) {}

  private final EmbeddedBroker broker;
  private final SyntheticRound round;
  private final Path state;

  private ClientsBench(EmbeddedBroker broker, SyntheticRound round, Path state) {
    this.broker = broker;
    this.round = round;
    this.state = state;
  }

  static BenchReport run(Path folder) throws Exception {
    cost(folder.resolve("warm-up"), LOADS.get(0), PARAMETERS);
    List<Figure> held = new ArrayList<>();
    List<Figure> most = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (Load load : LOADS) {
      int clients = load.clients();
      Cost cost = cost(folder.resolve("clients-" + clients), load, PARAMETERS);
      add(held, "heap of an open round, %d clients".formatted(clients), cost.heldMebibytes, "MiB");
      add(most, "heap while reading, %d clients".formatted(clients), cost.mostMebibytes, "MiB");
      seconds.add(cost.seconds);
    }
    held.addAll(most);
    held.addAll(times(seconds));
    return BenchReport.of("clients", held);
  }

  /** What rounds take, and what each client more does: the same everywhere where time is linear. */
  private static List<Figure> times(List<Double> seconds) {
    List<Figure> figures = new ArrayList<>();
    List<Figure> more = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      int clients = LOADS.get(i).clients;
      figures.add(
          Figure.yardstick("a round of %d clients".formatted(clients), seconds.get(i), "s"));
      if (i > 0) {
        int fewer = LOADS.get(i - 1).clients;
        add(
            more,
            "each client more, from %d to %d".formatted(fewer, clients),
            1000 * (seconds.get(i) - seconds.get(i - 1)) / (clients - fewer),
            "ms");
      }
    }
    figures.addAll(more);
    return figures;
  }

  /** The fewest clients are the yardstick. */
  private static void add(List<Figure> figures, String name, double value, String unit) {
    Figure figure = Figure.yardstick(name, value, unit);
    figures.add(figures.isEmpty() ? figure : figure.against(figures.get(0)));
  }

  /**
   * Runs rounds.
   *
   * @param folder does not exist before and after
   */
  static Cost cost(Path folder, Load load, long parameters) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        SyntheticRound round =
            new SyntheticRound(
                broker.bootstrap(),
                "bench-clients",
                new ChunkLayout(parameters, SyntheticRound.CHUNK_ELEMENTS))) {
      return new ClientsBench(broker, round, folder.resolve("state")).cost(load);
    } finally {
      FileTree.delete(folder); // a round of many clients leaves gigabytes
    }
  }

  private Cost cost(Load load) throws Exception {
    try (StreamService first = accumulators()) {
      first.start();
      round.makeVersionZero();
    }
    double most = 0;
    double seconds = 0;
    for (int number = 1; number <= load.rounds; number++) {
      round.open(number, load.clients);
      round.fill(number, load.clients);
      round.close(number, load.clients);
      double before = LiveHeap.atRestMebibytes();
      try (StreamService accumulators = accumulators();
          LiveHeap heap = LiveHeap.watch()) {
        seconds += round.secondsToVersion(accumulators, number);
        most = Math.max(most, heap.mostMebibytes() - before);
      }
    }
    return new Cost(held(load), most, seconds / load.rounds);
  }

  /** Heap of a round whose updates are all taken and which is not closed. */
  private double held(Load load) throws Exception {
    int number = load.rounds + 1;
    round.open(number, load.clients);
    round.fill(number, load.clients);
    double before = LiveHeap.atRestMebibytes();
    try (StreamService accumulators = accumulators()) {
      accumulators.start();
      round.awaitConsumed();
      return LiveHeap.atRestMebibytes() - before;
    }
  }

  private StreamService accumulators() {
    return Accumulator.of(
        SyntheticRound.accumulators(broker.bootstrap(), state), new SimpleMeterRegistry());
  }
}
