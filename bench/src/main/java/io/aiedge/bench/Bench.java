package io.aiedge.bench;

import io.aiedge.core.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code aiedge bench [NAME...] [--rounds N] [--mnist FOLDER] [--report FILE]}: runs benchmarks,
 * all by default. One that lacks something is left out, and the exit code says so.
 */
public final class Bench {
  private static final int LEFT_OUT = 1;
  private static final int WRONG_USAGE = 2;

  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    ALL.put("aggregation", (folder, options) -> AggregationBench.run(folder));
    ALL.put("rounds", RoundsBench::run);
    ALL.put("clients", (folder, options) -> ClientsBench.run(folder));
    ALL.put("training", (folder, options) -> TrainingBench.run(folder));
    ALL.put("accuracy", new AccuracyBench());
  }

  private Bench() {}

  /** Runs and exits. */
  public static void main(String[] arguments) throws Exception {
    try {
      System.exit(run(BenchOptions.parse(ALL.keySet(), arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println("aiedge bench: " + e.getMessage());
      System.exit(WRONG_USAGE);
    }
  }

  private static int run(BenchOptions options) throws Exception {
    List<BenchReport> reports = new ArrayList<>();
    for (String name : options.names()) {
      Benchmark benchmark = Objects.requireNonNull(ALL.get(name));
      Optional<String> lack = benchmark.lacks(options);
      if (lack.isPresent()) {
        System.err.printf("aiedge bench: %s is left out: %s%n", name, lack.get());
      } else {
        BenchReport found = inFolder(benchmark, options);
        found.print(System.out);
        reports.add(found);
      }
    }
    if (options.report() != null) {
      BenchReport.write(reports, options.report());
    }
    return reports.size() == options.names().size() ? 0 : LEFT_OUT;
  }

  private static BenchReport inFolder(Benchmark benchmark, BenchOptions options) throws Exception {
    Path folder = Files.createTempDirectory("aiedge-bench-");
    Thread atExit = new Thread(() -> delete(folder), "delete-bench-folder");
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean done = false;
    try {
      BenchReport found = benchmark.run(folder, options);
      delete(folder);
      done = true;
      return found;
    } finally {
      if (!done) {
        Runtime.getRuntime().removeShutdownHook(atExit); // its logs may say what went wrong
      }
    }
  }

  private static void delete(Path folder) {
    try {
      if (Files.exists(folder)) {
        FileTree.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
