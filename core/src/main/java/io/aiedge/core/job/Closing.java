package io.aiedge.core.job;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the accumulators have answered so far.
 *
 * @param attempt counts up where it is tried again with fewer contributions
 * @param contributions what the version is made from
 * @param answered partitions that have answered
 * @param digests SHA-256 of each chunk made
 * @param missing contributions that cannot be used: client to reason
 * @param leftOut the same of earlier attempts
 */
public record Closing(
    int attempt,
    List<Contribution> contributions,
    SortedSet<Integer> answered,
    SortedMap<Integer, byte[]> digests,
    SortedMap<String, String> missing,
    SortedMap<String, String> leftOut) {

  /**
   * An update that counts.
   *
   * @param client who
   * @param attempt the attempt
   * @param samples its weight
   */
  public record Contribution(String client, int attempt, long samples) {}

  static Closing of(
      int attempt, List<Contribution> contributions, SortedMap<String, String> leftOut) {
    return new Closing(
        attempt, contributions, new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), leftOut);
  }

  Closing answered(int partition, Map<Integer, byte[]> made, Map<String, String> lacking) {
    SortedSet<Integer> partitions = new TreeSet<>(answered);
    partitions.add(partition);
    SortedMap<Integer, byte[]> all = new TreeMap<>(digests);
    all.putAll(made);
    SortedMap<String, String> lacks = new TreeMap<>(missing);
    lacks.putAll(lacking);
    return new Closing(attempt, contributions, partitions, all, lacks, leftOut);
  }
}
