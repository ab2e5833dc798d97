package io.aiedge.core.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Class by class, rows go to the sites in proportions drawn from a symmetric Dirichlet
 * distribution: the smaller its concentration, the fewer classes a site sees and the more its
 * number of rows differs from the others' (Yurochkin et al., <i>Bayesian nonparametric federated
 * learning of neural networks</i>, 2019; Li et al., <i>Federated learning on non-IID data
 * silos</i>, 2022).
 *
 * <p>Proportions are drawn anew until every site has {@code minimumRows}, at most {@value
 * #MAX_DRAWS} times. Where even the last draw leaves a site short, rows of the last class of the
 * site that has most are moved to it until it has enough.
 *
 * @param sites number of sites, at least 1
 * @param concentration alpha, above 0: 0.1 is harsh, 0.5 uneven, 100 nearly even
 * @param minimumRows rows every site gets at least
 * @param seed of all draws
 */
public record Dirichlet(int sites, double concentration, int minimumRows, long seed)
    implements Dealing {
  static final int MAX_DRAWS = 100;

  public Dirichlet {
    if (sites < 1) {
      throw new IllegalArgumentException("rows are dealt to at least one site, not to " + sites);
    }
    if (!(concentration > 0) || Double.isInfinite(concentration)) {
      throw new IllegalArgumentException(
          "a Dirichlet concentration is above 0 and finite, not " + concentration);
    }
    if (minimumRows < 0) {
      throw new IllegalArgumentException("a site cannot get at least " + minimumRows + " rows");
    }
  }

  @Override
  public List<int[]> deal(Labels.Classes labels) {
    int count = labels.count();
    if ((long) sites * minimumRows > count) {
      throw new IllegalArgumentException(
          "%d rows are too few for %d sites with at least %d each"
              .formatted(count, sites, minimumRows));
    }
    Draws draws = new Draws(seed);
    int[][] byClass = labels.rowsByClass();
    List<List<Integer>> dealt = draw(byClass, draws);
    for (int draw = 1; draw < MAX_DRAWS && smallest(dealt) < minimumRows; draw++) {
      dealt = draw(byClass, draws);
    }
    topUp(dealt);
    return dealt.stream()
        .map(rows -> rows.stream().mapToInt(Integer::intValue).sorted().toArray())
        .toList();
  }

  private List<List<Integer>> draw(int[][] byClass, Draws draws) {
    List<List<Integer>> dealt = new ArrayList<>();
    for (int site = 0; site < sites; site++) {
      dealt.add(new ArrayList<>());
    }
    for (int[] ofClass : byClass) {
      int[] rows = ofClass.clone();
      draws.shuffle(rows);
      double[] shares = draws.dirichlet(sites, concentration);
      double cumulative = 0;
      int from = 0;
      for (int site = 0; site < sites; site++) {
        cumulative += shares[site];
        int to = site == sites - 1 ? rows.length : (int) Math.rint(cumulative * rows.length);
        Arrays.stream(rows, from, to).forEach(dealt.get(site)::add);
        from = to;
      }
    }
    return dealt;
  }

  private void topUp(List<List<Integer>> dealt) {
    for (List<Integer> rows : dealt) {
      while (rows.size() < minimumRows) {
        List<Integer> richest = dealt.get(0);
        for (List<Integer> other : dealt) {
          richest = other.size() > richest.size() ? other : richest;
        }
        rows.add(richest.remove(richest.size() - 1));
      }
    }
  }

  private static int smallest(List<List<Integer>> dealt) {
    return dealt.stream().mapToInt(List::size).min().orElse(0);
  }
}
