package io.aiedge.bench;

import io.aiedge.core.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code aiedge bench}: runs benchmarks. One that lacks something is left out, and the exit code
 * says so.
 */
@Command(
    name = "./aiedge bench",
    sortOptions = false,
    description = {
      "Run benchmarks, all of them where none is named, and print ratios within one run.",
      "All take about 20 minutes on two cores; 'clients' needs 14 GB of temporary files."
    })
public final class Bench implements Callable<Integer> {
  private static final int LEFT_OUT = 1;

  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    ALL.put("aggregation", (folder, options) -> AggregationBench.run(folder));
    ALL.put("rounds", RoundsBench::run);
    ALL.put("clients", (folder, options) -> ClientsBench.run(folder));
    ALL.put("training", (folder, options) -> TrainingBench.run(folder));
    ALL.put("accuracy", new AccuracyBench());
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "Some of ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private List<String> names = new ArrayList<>(ALL.keySet());

  @Mixin private BenchOptions options;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON, too.")
  private @Nullable Path report;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  private Bench() {}

  /** For help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.keySet().iterator();
    }
  }

  /** Runs and exits. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench());
  }

  @Override
  public Integer call() throws Exception {
    for (String name : names) {
      if (!ALL.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "%s is no benchmark: give some of %s".formatted(name, ALL.keySet()));
      }
    }
    List<BenchReport> reports = new ArrayList<>();
    for (String name : names) {
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
    if (report != null) {
      BenchReport.write(reports, report);
    }
    return reports.size() == names.size() ? 0 : LEFT_OUT;
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
