package io.aiedge.bench;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.fl.accumulator.Accumulator;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Updates of several clients to one model, taken by the accumulators, against a plain consumer that
 * reads the same records and a producer that writes them.
 */
final class AggregationBench {
  private static final String JOB = "bench-aggregation";
  private static final int CHUNKS = 64;
  private static final int CLIENTS = 12;
  private static final int PARTITIONS = 4;

  private AggregationBench() {}

  static BenchReport run(Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        SyntheticRound round =
            new SyntheticRound(
                broker.bootstrap(),
                JOB,
                new ChunkLayout(
                    (long) CHUNKS * SyntheticRound.CHUNK_ELEMENTS, SyntheticRound.CHUNK_ELEMENTS),
                PARTITIONS)) {
      AccumulatorConfig config =
          new AccumulatorConfig(
              broker.bootstrap(),
              folder.resolve("state"),
              PARTITIONS,
              1,
              Duration.ofSeconds(30),
              1024,
              Duration.ofMinutes(5));
      try (Accumulator first = new Accumulator(config, new SimpleMeterRegistry())) {
        first.start();
        round.makeVersionZero();
        round.open(1, CLIENTS);
        round.awaitConsumed();
      }
      double bytes = (double) CHUNKS * CLIENTS * SyntheticRound.CHUNK_ELEMENTS * Float.BYTES;
      Figure producer =
          Figure.yardstick("producer, acks=all", bytes / 1e6 / round.fill(1, CLIENTS), "MB/s");
      round.consume();
      Figure consumer = Figure.yardstick("plain consumer", bytes / 1e6 / round.consume(), "MB/s");
      try (Accumulator second = new Accumulator(config, new SimpleMeterRegistry())) {
        round.close(1, CLIENTS);
        double seconds = round.secondsToVersion(second, 1);
        double rate = bytes / 1e6 / seconds;
        return BenchReport.of(
            "aggregation",
            List.of(
                producer,
                consumer,
                Figure.of("accumulators, to the committed version", rate, consumer),
                Figure.of("accumulators against the producer", rate, producer)));
      }
    }
  }
}
