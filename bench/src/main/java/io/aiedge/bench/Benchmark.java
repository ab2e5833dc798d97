package io.aiedge.bench;

import java.nio.file.Path;
import java.util.Optional;

/** One of the benchmarks. */
@FunctionalInterface
interface Benchmark {
  /**
   * Runs it.
   *
   * @param folder an empty one, which is deleted afterwards
   */
  BenchReport run(Path folder, BenchOptions options) throws Exception;

  /** What it lacks on this machine and how to get it, if so. */
  default Optional<String> lacks(BenchOptions options) {
    return Optional.empty();
  }
}
