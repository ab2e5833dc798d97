package io.aiedge.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.dataset.Dirichlet;
import io.aiedge.core.dataset.EvenDeal;
import io.aiedge.core.dataset.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a scenario, dealt out: a fifth is kept apart as the common test, the rest goes to the
 * clusters unevenly. Each part becomes a declared data set in a folder of its own; only the folder
 * of a cluster is ever shown to that cluster.
 */
final class DemoData {
  private static final int TEST_SHARE = 5;
  private static final int LEAST_ROWS = 10;
  private static final double HELD_OUT = 0.2;

  private final Scenario scenario;
  private final List<String> rows;
  private final int[] test;
  private final List<int[]> deals;

  private DemoData(Scenario scenario, List<String> rows) {
    this.scenario = scenario;
    this.rows = rows;
    Labels.Classes labels =
        new Labels.Classes(rows.stream().mapToInt(row -> label(scenario, row)).toArray());
    List<int[]> fifths = new EvenDeal(TEST_SHARE, scenario.seed()).deal(labels);
    test = fifths.get(0);
    int[] rest = fifths.stream().skip(1).flatMapToInt(Arrays::stream).sorted().toArray();
    deals =
        new Dirichlet(scenario.edges(), scenario.concentration(), LEAST_ROWS, scenario.seed())
            .deal(labels.at(rest)).stream()
                .map(deal -> Arrays.stream(deal).map(index -> rest[index]).toArray())
                .toList();
  }

  static DemoData of(Scenario scenario) {
    try (InputStream resource = DemoData.class.getResourceAsStream(scenario.resource())) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + scenario.resource() + " is missing");
      }
      InputStream in =
          scenario.resource().endsWith(".gz") ? new GZIPInputStream(resource) : resource;
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new DemoData(
          scenario,
          lines.lines().skip(scenario.header() ? 1 : 0).filter(row -> !row.isBlank()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int label(Scenario scenario, String row) {
    return (int) Double.parseDouble(row.split(",")[scenario.labelColumn()]);
  }

  /** Rows at each cluster, in the order of the clusters. */
  List<Integer> sizes() {
    return deals.stream().map(deal -> deal.length).toList();
  }

  /**
   * Declares a cluster's part.
   *
   * @param cluster its place among the clusters, from 0
   */
  void declare(int cluster, Path folder) throws IOException {
    declare(folder, deals.get(cluster), HELD_OUT);
  }

  /** Declares the rows of all clusters, for training in one place. */
  void declareCentral(Path folder) throws IOException {
    declare(folder, all(), 0);
  }

  /** Declares the common test. */
  void declareTest(Path folder) throws IOException {
    declare(folder, test, 0);
  }

  private int[] all() {
    return deals.stream().flatMapToInt(Arrays::stream).sorted().toArray();
  }

  private void declare(Path folder, int[] part, double heldOut) throws IOException {
    Files.createDirectories(folder);
    String file = scenario.dataset() + ".csv";
    Files.write(folder.resolve(file), Arrays.stream(part).mapToObj(rows::get).toList());
    Map<String, Object> declaration = new LinkedHashMap<>();
    declaration.put("name", scenario.dataset());
    declaration.put("format", "csv");
    declaration.put("features", List.of(file));
    declaration.put("labelColumn", scenario.labelColumn());
    declaration.put("header", false);
    declaration.put("classes", scenario.classes());
    declaration.put("scaling", scenario.scaling(this::statistics));
    declaration.put("holdOut", heldOut);
    declaration.put("seed", scenario.seed());
    new JsonMapper().writeValue(folder.resolve(scenario.dataset() + ".json").toFile(), declaration);
  }

  /**
   * A statistic of each feature over the rows of all clusters, as partners would agree on
   * beforehand: no row is needed for it at any other site.
   */
  private List<Double> statistics(Function<double[], Double> statistic) {
    int[] part = all();
    double[][] values =
        Arrays.stream(part)
            .mapToObj(
                index ->
                    Arrays.stream(rows.get(index).split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
            .toArray(double[][]::new);
    List<Double> found = new ArrayList<>();
    IntStream.range(0, values[0].length)
        .filter(column -> column != scenario.labelColumn())
        .forEach(
            column ->
                found.add(
                    statistic.apply(
                        Arrays.stream(values).mapToDouble(row -> row[column]).toArray())));
    return found;
  }
}
