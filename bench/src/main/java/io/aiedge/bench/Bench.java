package io.aiedge.bench;

import io.aiedge.core.file.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code aiedge bench [NAME...] [--report FILE]}: runs benchmarks, all by default. */
public final class Bench {
  private static final int WRONG_USAGE = 2;

  @FunctionalInterface
  private interface Run {
    BenchReport in(Path folder) throws Exception;
  }

  private static final Map<String, Run> ALL = new LinkedHashMap<>();

  static {
    ALL.put("aggregation", AggregationBench::run);
    ALL.put("clients", ClientsBench::run);
    ALL.put("training", TrainingBench::run);
  }

  private Bench() {}

  /** Runs and exits. */
  public static void main(String[] arguments) throws Exception {
    List<String> names = new ArrayList<>();
    @Nullable Path report = null;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--report") && i + 1 < arguments.length) {
        report = Path.of(arguments[++i]);
      } else if (ALL.containsKey(arguments[i])) {
        names.add(arguments[i]);
      } else {
        System.err.printf(
            "aiedge bench: %s is no benchmark; give some of %s, and --report FILE%n",
            arguments[i], ALL.keySet());
        System.exit(WRONG_USAGE);
      }
    }
    List<BenchReport> reports = new ArrayList<>();
    for (String name : names.isEmpty() ? List.copyOf(ALL.keySet()) : names) {
      Path folder = Files.createTempDirectory("aiedge-bench-");
      BenchReport found = Objects.requireNonNull(ALL.get(name)).in(folder);
      found.print(System.out);
      reports.add(found);
      FileTree.delete(folder);
    }
    if (report != null) {
      BenchReport.write(reports, report);
    }
    System.exit(0);
  }
}
