package io.aiedge.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A job with its clients, driven step by step; remembers every effect. */
final class Fleet {
  static final int PARTITIONS = 2;

  final JobRules rules = new JobRules(PARTITIONS);
  final Map<String, ClientState> clients = new TreeMap<>();
  final List<Effect> effects = new ArrayList<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  JobState job;

  Fleet(JobTerms terms) {
    job = rules.submitted(terms, now).job();
  }

  /** Three rounds, all clients, two of them needed, deadline 60 s, silent after 10 s. */
  static JobTerms terms() {
    return new JobTerms(
        "digits",
        3,
        1.0,
        2,
        3,
        1.0,
        Duration.ofSeconds(60),
        1,
        null,
        0,
        Duration.ofSeconds(120),
        Duration.ofSeconds(10),
        7);
  }

  /** Version 0 is made and {@code names} are ready. */
  static Fleet training(JobTerms terms, String... names) {
    Fleet fleet = new Fleet(terms);
    fleet.partitionsClose();
    Arrays.stream(names).forEach(fleet::ready);
    return fleet;
  }

  Roster roster() {
    return new Roster() {
      @Override
      public List<ClientState> all() {
        return List.copyOf(clients.values());
      }

      @Override
      public ClientState find(String client) {
        return clients.getOrDefault(client, ClientState.unknown(client));
      }
    };
  }

  void take(Step step) {
    job = step.job();
    step.clients().forEach(client -> clients.put(client.client(), client));
    effects.addAll(step.effects());
  }

  void ready(String client) {
    take(rules.ready(job, roster(), client, now));
  }

  void update(String client) {
    update(client, 0, job.round().number());
  }

  void update(String client, int attempt, int round) {
    Update update = new Update(round, attempt, job.track().version(), 100, 0.5, 1000, 4000, 4000);
    take(rules.updateArrived(job, roster(), client, update, now));
  }

  void score(String client, long correct, double loss) {
    Score score = new Score(job.track().version(), 100, correct, loss * 100, 1);
    take(rules.scored(job, roster(), client, score, now));
  }

  void partitionsClose() {
    int attempt = job.requireClosing().attempt();
    int round = job.round().number();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Map<Integer, byte[]> digests = Map.of(partition, new byte[] {(byte) round, (byte) partition});
      take(
          rules.partitionAnswered(
              job,
              roster(),
              new PartitionAnswer(round, attempt, partition, digests, Map.of()),
              now));
    }
  }

  void partitionLacks(int partition, String client) {
    take(
        rules.partitionAnswered(
            job,
            roster(),
            new PartitionAnswer(
                job.round().number(),
                job.requireClosing().attempt(),
                partition,
                Map.of(),
                Map.of(client, "not-finite")),
            now));
  }

  void pass(Duration time, String... stillHeard) {
    now = now.plus(time);
    for (String client : stillHeard) {
      take(rules.heard(job, roster(), client, now));
    }
    take(rules.tick(job, roster(), now));
  }

  <E extends Effect> List<E> effects(Class<E> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <E extends Effect> E last(Class<E> type) {
    List<E> all = effects(type);
    return all.get(all.size() - 1);
  }
}
