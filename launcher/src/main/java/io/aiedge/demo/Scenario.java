package io.aiedge.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the demo trains on. The seeds were fixed before the first run.
 *
 * @param name the word on the command line
 * @param dataset the name of the data set in the platform
 * @param resource the rows, a CSV beside this class
 * @param labelColumn the column to predict, counted from 0
 * @param classes how many classes there are
 * @param header whether the first line is a header
 * @param edge what a cluster is called, with its number appended
 * @param edges how many clusters
 * @param concentration Dirichlet concentration of the uneven split
 * @param seed of the split and of the weights
 */
public record Scenario(
    String name,
    String dataset,
    String resource,
    int labelColumn,
    int classes,
    boolean header,
    String edge,
    int edges,
    double concentration,
    long seed) {
  public static final Scenario DIGITS =
      new Scenario("digits", "digits", "data/digits.csv.gz", 64, 10, false, "edge", 3, 0.5, 1);
  public static final Scenario HOSPITALS =
      new Scenario(
          "hospitals",
          "breast-cancer",
          "data/breast_cancer.csv",
          30,
          2,
          true,
          "hospital",
          5,
          0.5,
          1);

  private static final int DARKEST_PIXEL = 16;

  /** A statistic of every feature. */
  interface Statistics {
    List<Double> of(Function<double[], Double> statistic);
  }

  /** Paths of the clusters. */
  List<String> clusters() {
    return IntStream.rangeClosed(1, edges).mapToObj(number -> edge + "-" + number).toList();
  }

  /** The job file, beside this class. */
  String jobFile() {
    return name + ".job.json";
  }

  /** How features are scaled, as a data set's declaration says it. */
  Map<String, Object> scaling(Statistics statistics) {
    return equals(DIGITS)
        ? Map.of("kind", "divide", "by", DARKEST_PIXEL)
        : Map.of(
            "kind", "standardise",
            "mean", statistics.of(Scenario::mean),
            "deviation", statistics.of(Scenario::deviation));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(1));
  }
}
