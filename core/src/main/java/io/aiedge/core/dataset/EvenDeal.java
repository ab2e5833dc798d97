package io.aiedge.core.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every site gets the same share of rows, drawn without regard to their class (IID). Site sizes
 * differ by one row at most.
 *
 * @param sites number of sites, at least 1
 * @param seed of the shuffle
 */
public record EvenDeal(int sites, long seed) implements Dealing {
  public EvenDeal {
    if (sites < 1) {
      throw new IllegalArgumentException("rows are dealt to at least one site, not to " + sites);
    }
  }

  @Override
  public List<int[]> deal(Labels.Classes labels) {
    int count = labels.count();
    if (count < sites) {
      throw new IllegalArgumentException(count + " rows are too few for " + sites + " sites");
    }
    int[] rows = Draws.upTo(count);
    new Draws(seed).shuffle(rows);
    List<int[]> dealt = new ArrayList<>();
    for (int site = 0; site < sites; site++) {
      int from = (int) ((long) count * site / sites);
      int to = (int) ((long) count * (site + 1) / sites);
      int[] share = Arrays.copyOfRange(rows, from, to);
      Arrays.sort(share);
      dealt.add(share);
    }
    return dealt;
  }
}
