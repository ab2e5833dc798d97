package io.aiedge.core.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Who is invited to a round, and how many of them are needed.
 *
 * @param clients the invited, in the order of their names
 * @param needed updates after which the round closes
 */
record Invitation(List<String> clients, int needed) {
  /**
   * Chooses {@code max(minClients, ceil(fractionFit * available))} clients and as many more as
   * over-selection asks for, by a shuffle that depends on nothing but the seed, the round and its
   * trial.
   *
   * @param available names, in order; at least {@code minClients}
   */
  static Invitation choose(JobTerms terms, int round, int trial, List<String> available) {
    int wanted =
        Math.max(terms.minClients(), (int) Math.ceil(terms.fractionFit() * available.size()));
    int invited = Math.min(available.size(), (int) Math.ceil(wanted * terms.overSelection()));
    List<String> shuffled = new ArrayList<>(available);
    Collections.shuffle(shuffled, new Random(terms.seed() * 1_000_003L + round * 31L + trial));
    List<String> chosen = new ArrayList<>(shuffled.subList(0, invited));
    Collections.sort(chosen);
    return new Invitation(List.copyOf(chosen), Math.min(wanted, invited));
  }
}
