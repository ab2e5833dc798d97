package io.aiedge.fl.accumulator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of chunks. */
final class AccumulatorMetrics {
  private final MeterRegistry registry;
  private final Counter accepted;
  private final Counter duplicates;
  private final Counter parked;
  private final Counter rejected;
  private final Counter bytes;

  AccumulatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    accepted = chunks("accepted");
    duplicates = chunks("duplicate");
    parked = chunks("parked");
    rejected = chunks("rejected");
    bytes =
        Counter.builder("aiedge_fl_update_bytes_total")
            .description("Payload bytes of the chunks that were accepted")
            .baseUnit("bytes")
            .register(registry);
  }

  private Counter chunks(String outcome) {
    return Counter.builder("aiedge_fl_chunks_total")
        .description("Chunks of updates, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  void accepted(int payloadBytes) {
    accepted.increment();
    bytes.increment(payloadBytes);
  }

  void duplicate() {
    duplicates.increment();
  }

  void parked() {
    parked.increment();
  }

  void rejected() {
    rejected.increment();
  }

  void closed() {
    Counter.builder("aiedge_fl_partition_rounds_total")
        .description("Rounds that a partition has made its part of a version for")
        .register(registry)
        .increment();
  }
}
