package io.aiedge.core.dataset;

import java.util.List;

/**
 * How the rows of one data set are dealt out to several sites. Every row goes to exactly one site,
 * and the same rows, settings and seed give the same deal on every machine.
 */
public sealed interface Dealing permits Dirichlet, EvenDeal, Shards {
  /** Number of sites. */
  int sites();

  /**
   * Deals rows by their class.
   *
   * @return the rows of each site, ascending
   * @throws IllegalArgumentException if there are too few rows for the sites
   */
  List<int[]> deal(Labels.Classes labels);

  /** Deals rows that are labelled with classes; each site's rows are a copy. */
  default List<Samples> deal(Samples samples) {
    if (samples.labels() instanceof Labels.Classes classes) {
      return deal(classes).stream().map(samples::at).toList();
    }
    throw new IllegalArgumentException("only rows labelled with classes can be dealt out");
  }
}
