package io.aiedge.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run, as said on the command line.
 *
 * @param names the benchmarks, in that order; all where none is named
 * @param report where the figures go as well; null for nowhere
 * @param rounds federated rounds at most, at least 1
 * @param mnist folder of the MNIST files
 */
record BenchOptions(List<String> names, @Nullable Path report, int rounds, Path mnist) {
  static final int ALL_ROUNDS = Integer.MAX_VALUE;

  /**
   * Reads a command line.
   *
   * @param known names of the benchmarks there are
   * @throws IllegalArgumentException if it cannot be used; the message says what can
   */
  static BenchOptions parse(Collection<String> known, String... arguments) {
    List<String> names = new ArrayList<>();
    @Nullable Path report = null;
    int rounds = ALL_ROUNDS;
    Path mnist = Path.of("data/mnist");
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--report" -> report = Path.of(value(argument, rest));
        case "--rounds" -> rounds = count(value(argument, rest));
        case "--mnist" -> mnist = Path.of(value(argument, rest));
        default -> {
          if (!known.contains(argument)) {
            throw new IllegalArgumentException(
                "%s is no benchmark: give some of %s, --rounds N, --mnist FOLDER and --report FILE"
                    .formatted(argument, known));
          }
          names.add(argument);
        }
      }
    }
    return new BenchOptions(List.copyOf(names.isEmpty() ? known : names), report, rounds, mnist);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "--rounds %s is not allowed: give a whole number of at least 1".formatted(text));
    }
    return Integer.parseInt(text);
  }
}
