package io.aiedge.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark found.
 *
 * @param name the benchmark
 * @param machine where it ran
 * @param figures what it measured
 */
record BenchReport(String name, String machine, List<Figure> figures) {
  static BenchReport of(String name, List<Figure> figures) {
    Runtime runtime = Runtime.getRuntime();
    String machine =
        "%s %s, %d processors, Java %s, heap %d MiB"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                Runtime.version(),
                runtime.maxMemory() >> 20);
    return new BenchReport(name, machine, List.copyOf(figures));
  }

  void print(PrintStream out) {
    out.printf("%n%s (%s)%n", name, machine);
    for (Figure figure : figures) {
      out.printf(
          Locale.ROOT,
          "  %-48s %12.2f %-8s %s%n",
          figure.figure(),
          figure.value(),
          figure.unit(),
          figure.against().isEmpty()
              ? ""
              : "%.2f of %s".formatted(figure.ratio(), figure.against()));
    }
  }

  static void write(List<BenchReport> reports, Path file) throws IOException {
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(file.toFile(), reports.size() == 1 ? reports.get(0) : reports);
  }
}
