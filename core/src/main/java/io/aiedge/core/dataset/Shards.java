package io.aiedge.core.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pathological non-IID deal of McMahan et al., <i>Communication-efficient learning of deep
 * networks from decentralized data</i>, 2017, section 3: rows are sorted by class and cut into
 * shards of the same size (to one row), and every site gets a few shards, so that it sees only a
 * few classes.
 *
 * @param sites number of sites, at least 1
 * @param shardsPerSite shards each gets, at least 1; the paper has 2
 * @param seed of the choice of shards
 */
public record Shards(int sites, int shardsPerSite, long seed) implements Dealing {
  public Shards {
    if (sites < 1) {
      throw new IllegalArgumentException("rows are dealt to at least one site, not to " + sites);
    }
    if (shardsPerSite < 1) {
      throw new IllegalArgumentException("each site gets at least one shard, not " + shardsPerSite);
    }
  }

  @Override
  public List<int[]> deal(Labels.Classes labels) {
    int shards = Math.multiplyExact(sites, shardsPerSite);
    int count = labels.count();
    if (count < shards) {
      throw new IllegalArgumentException(count + " rows are too few for " + shards + " shards");
    }
    int[] sorted = sortedByClass(labels);
    int[] order = Draws.upTo(shards);
    new Draws(seed).shuffle(order);
    List<int[]> dealt = new ArrayList<>();
    for (int site = 0; site < sites; site++) {
      int[] share =
          Arrays.stream(order, site * shardsPerSite, (site + 1) * shardsPerSite)
              .flatMap(
                  shard ->
                      Arrays.stream(
                          sorted, start(count, shards, shard), start(count, shards, shard + 1)))
              .sorted()
              .toArray();
      dealt.add(share);
    }
    return dealt;
  }

  private static int start(int count, int shards, int shard) {
    return (int) ((long) count * shard / shards);
  }

  private static int[] sortedByClass(Labels.Classes labels) {
    return Arrays.stream(labels.rowsByClass()).flatMapToInt(Arrays::stream).toArray();
  }
}
