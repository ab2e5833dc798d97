package io.aiedge.bench;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.stream.StreamService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates of several clients to one model, taken by the accumulators, against a plain consumer that
 * reads the same records and a producer that writes them. A service runs for long, so the first
 * rounds warm the virtual machine up and the middle one of the rounds after them is told.
 */
final class AggregationBench {
  private static final String JOB = "bench-aggregation";
  private static final int CHUNKS = 64;
  private static final int CLIENTS = 12;
  private static final int WARM_UP = 2;
  private static final int MEASURED = 3;

  private final SyntheticRound round;
  private final AccumulatorConfig config;
  private final List<Double> producer = new ArrayList<>();
  private final List<Double> consumer = new ArrayList<>();
  private final List<Double> accumulators = new ArrayList<>();

  private AggregationBench(SyntheticRound round, AccumulatorConfig config) {
    this.round = round;
    this.config = config;
  }

  static BenchReport run(Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        SyntheticRound round =
            new SyntheticRound(
                broker.bootstrap(),
                JOB,
                new ChunkLayout(
                    (long) CHUNKS * SyntheticRound.CHUNK_ELEMENTS,
                    SyntheticRound.CHUNK_ELEMENTS))) {
      AccumulatorConfig config =
          SyntheticRound.accumulators(broker.bootstrap(), folder.resolve("state"));
      return new AggregationBench(round, config).run();
    }
  }

  private BenchReport run() throws Exception {
    StreamService running = Accumulator.of(config, new SimpleMeterRegistry());
    try {
      running.start();
      round.makeVersionZero();
      for (int number = 1; number <= WARM_UP + MEASURED; number++) {
        round.open(number, CLIENTS);
        round.awaitConsumed();
        running.close();
        running = Accumulator.of(config, new SimpleMeterRegistry());
        measure(number, running);
      }
    } finally {
      running.close();
    }
    return report();
  }

  /** The updates wait in Kafka when the accumulators begin. */
  private void measure(int number, StreamService accumulator) {
    double filled = round.fill(number, CLIENTS);
    double consumed = round.consume();
    round.close(number, CLIENTS);
    double averaged = round.secondsToVersion(accumulator, number);
    if (number > WARM_UP) {
      producer.add(filled);
      consumer.add(consumed);
      accumulators.add(averaged);
    }
  }

  private BenchReport report() {
    Figure writing = Figure.yardstick("producer, acks=all", rate(producer), "MB/s");
    Figure reading = Figure.yardstick("plain consumer", rate(consumer), "MB/s");
    double rate = rate(accumulators);
    return BenchReport.of(
        "aggregation",
        List.of(
            writing,
            reading,
            Figure.of("accumulators, to the committed version", rate, reading),
            Figure.of("accumulators against the producer", rate, writing)));
  }

  private static double rate(List<Double> seconds) {
    double bytes = (double) CHUNKS * CLIENTS * SyntheticRound.CHUNK_ELEMENTS * Float.BYTES;
    return bytes / 1e6 / seconds.stream().sorted().toList().get(seconds.size() / 2);
  }
}
