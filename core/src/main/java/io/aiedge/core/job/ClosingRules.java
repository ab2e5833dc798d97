package io.aiedge.core.job;

import io.aiedge.core.job.Closing.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a version is made once a round has closed. */
final class ClosingRules {
  private ClosingRules() {}

  /**
   * A partition has answered; once all have, the version is published or closing is tried again.
   */
  static Step answered(
      JobState job, Roster roster, PartitionAnswer answer, int partitions, Instant now) {
    boolean expected =
        (job.phase() == JobPhase.INITIALIZING || job.phase() == JobPhase.CLOSING)
            && job.closing() != null
            && answer.round() == job.round().number()
            && answer.attempt() == job.closing().attempt();
    if (!expected) {
      return Step.of(job);
    }
    Closing closing =
        job.requireClosing().answered(answer.partition(), answer.digests(), answer.missing());
    JobState heard = job.with(closing);
    if (closing.answered().size() < partitions) {
      return Step.of(heard);
    }
    return closing.missing().isEmpty()
        ? publish(heard, roster, now)
        : withoutMissing(heard, roster, now);
  }

  private static Step publish(JobState job, Roster roster, Instant now) {
    Closing closing = job.requireClosing();
    Round round = job.round();
    List<Update> updates =
        closing.contributions().stream()
            .map(contribution -> roster.find(contribution.client()).update())
            .filter(Objects::nonNull)
            .toList();
    Step published =
        Step.of(
            job.with(job.track().published(round.number())).with((Closing) null),
            new Effect.PublishVersion(round.number(), closing, round, updates));
    return published.then(
        round.number() == job.terms().rounds()
            ? ScoreRules.beginEvaluation(published.job(), roster, now)
            : RoundRules.next(published.job(), roster, now));
  }

  private static Step withoutMissing(JobState job, Roster roster, Instant now) {
    Closing closing = job.requireClosing();
    Map<String, String> missing = closing.missing();
    List<Contribution> left =
        closing.contributions().stream()
            .filter(contribution -> !missing.containsKey(contribution.client()))
            .toList();
    SortedMap<String, String> leftOut = new TreeMap<>(closing.leftOut());
    leftOut.putAll(missing);
    List<ClientState> dropped = new ArrayList<>();
    missing.keySet().forEach(name -> dropped.add(roster.find(name).with((Update) null)));
    Step without =
        new Step(
            job.with(job.round().withUpdates(left.size())),
            job.phase() == JobPhase.INITIALIZING ? List.of() : dropped,
            List.of());
    if (job.phase() == JobPhase.INITIALIZING) {
      return RoundRules.end(
          job, JobPhase.FAILED, "the first weights cannot be used: " + missing, now);
    }
    return without.then(
        left.size() >= job.terms().minClients()
            ? RoundRules.closing(
                without.job(), Closing.of(closing.attempt() + 1, left, leftOut), now)
            : RoundRules.fail(
                without.job(), roster.with(dropped), "updates cannot be used: " + missing, now));
  }
}
