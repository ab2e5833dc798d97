package io.aiedge.core.job;

import io.aiedge.core.job.Closing.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How rounds begin, close and fail. */
final class RoundRules {
  private RoundRules() {}

  /** Begins the next round, or waits for more clients. */
  static Step next(JobState job, Roster roster, Instant now) {
    JobTerms terms = job.terms();
    List<ClientState> available = roster.available(terms, now);
    int needed = job.track().version() == 0 ? terms.minAvailable() : terms.minClients();
    if (available.size() < needed) {
      String why = "%d of %d clients are there".formatted(available.size(), needed);
      return Step.of(job.phase() == JobPhase.WAITING ? job : job.in(JobPhase.WAITING, why, now));
    }
    return begin(job, roster, available, now);
  }

  private static Step begin(JobState job, Roster roster, List<ClientState> available, Instant now) {
    int number = job.track().version() + 1;
    int trial = job.round().number() == number ? job.round().trial() + 1 : 0;
    Invitation invitation =
        Invitation.choose(
            job.terms(), number, trial, available.stream().map(ClientState::client).toList());
    List<ClientState> invited = new ArrayList<>();
    int updates = 0;
    for (ClientState client : roster.all()) {
      boolean counts = client.hasUpdateFor(number);
      if (counts || invitation.clients().contains(client.client())) {
        invited.add(client.invited(number));
        updates += counts ? 1 : 0;
      }
    }
    Round round =
        new Round(
            number,
            trial,
            invited.size(),
            invitation.needed(),
            updates,
            0,
            false,
            now,
            now.plus(job.terms().deadline()));
    List<String> participants = invited.stream().map(ClientState::client).toList();
    JobState begun = job.with(round).in(JobPhase.TRAINING, "", now);
    return new Step(
        begun,
        invited,
        List.of(
            new Effect.OpenRound(number, job.track().version(), participants),
            new Effect.AnnounceRound(round, job.track().version(), true, participants)));
  }

  /** An update has arrived. */
  static Step arrived(JobState job, Roster roster, String name, Update update, Instant now) {
    ClientState client = roster.find(name).heard(now);
    if (client.update() != null
        && client.update().round() == update.round()
        && client.update().attempt() == update.attempt()) {
      return Step.of(job, client);
    }
    Optional<Effect.Refuse> refused = refuse(job, client, update);
    if (refused.isPresent()) {
      return Step.of(job, client, refused.get());
    }
    JobState counted = job.with(job.round().withUpdates(job.round().updates() + 1));
    Step step = Step.of(counted, client.with(update));
    return counted.round().updates() >= counted.round().needed()
        ? step.then(close(counted, roster.with(step.clients()), now))
        : step;
  }

  private static Optional<Effect.Refuse> refuse(JobState job, ClientState client, Update update) {
    int round = job.round().number();
    if (update.round() != round || job.phase() != JobPhase.TRAINING) {
      return refusal(
          client,
          "stale-round",
          "it is for round %d; the job is %s in round %d"
              .formatted(update.round(), job.phase(), round));
    }
    if (client.hasUpdateFor(round)) {
      return refusal(client, "duplicate-update", "another attempt counts already");
    }
    if (!client.isInvitedTo(round)) {
      return refusal(client, "not-a-participant", "the client was not invited to the round");
    }
    if (update.version() != job.track().version()) {
      return refusal(
          client,
          "wrong-version",
          "it starts from version %d, the round from %d"
              .formatted(update.version(), job.track().version()));
    }
    if (update.samples() < 1) {
      return refusal(client, "no-samples", "it was trained on " + update.samples() + " rows");
    }
    return Optional.empty();
  }

  private static Optional<Effect.Refuse> refusal(ClientState client, String reason, String detail) {
    return Optional.of(new Effect.Refuse(client.client(), reason, detail));
  }

  /** Closes the round at its deadline, or when nobody is left to wait for. */
  static Step closeIfDue(JobState job, Roster roster, Instant now) {
    Round round = job.round();
    boolean late = !now.isBefore(round.deadline());
    boolean open =
        roster.all().stream()
            .anyMatch(
                client ->
                    client.isInvitedTo(round.number())
                        && !client.hasUpdateFor(round.number())
                        && !client.isLostFor(round.number(), now, job.terms().clientTimeout()));
    if (open && !late) {
      return Step.of(job);
    }
    if (round.updates() >= job.terms().minClients()) {
      return close(job, roster, now);
    }
    return fail(
        job,
        roster,
        "%d of %d updates arrived %s"
            .formatted(
                round.updates(),
                job.terms().minClients(),
                late ? "before the deadline" : "and no other client is there"),
        now);
  }

  private static Step close(JobState job, Roster roster, Instant now) {
    Step scores = job.round().scores() > 0 ? ScoreRules.settleNow(job, roster, now) : Step.of(job);
    return scores.job().phase().isFinal()
        ? scores
        : scores.then(closeScored(scores.job(), roster, now));
  }

  private static Step closeScored(JobState job, Roster roster, Instant now) {
    int number = job.round().number();
    List<Contribution> contributions =
        roster.all().stream()
            .filter(client -> client.hasUpdateFor(number))
            .map(RoundRules::contribution)
            .toList();
    return closing(job, Closing.of(0, contributions, absent(job, roster, now)), now);
  }

  private static SortedMap<String, String> absent(JobState job, Roster roster, Instant now) {
    int number = job.round().number();
    SortedMap<String, String> reasons = new TreeMap<>();
    for (ClientState client : roster.all()) {
      if (client.isInvitedTo(number) && !client.hasUpdateFor(number)) {
        boolean silent = client.isSilent(now, job.terms().clientTimeout());
        reasons.put(
            client.client(),
            client.failedIn() == number
                ? "it failed"
                : silent ? "not heard of since " + client.lastHeard() : "no update in time");
      }
    }
    return reasons;
  }

  private static Contribution contribution(ClientState client) {
    Update update = client.update();
    if (update == null) {
      throw new IllegalStateException(client.client() + " has no update");
    }
    return new Contribution(client.client(), update.attempt(), update.samples());
  }

  static Step closing(JobState job, Closing closing, Instant now) {
    return Step.of(
        job.with(closing).in(JobPhase.CLOSING, "", now),
        new Effect.CloseRound(job.round().number(), closing.attempt(), closing.contributions()));
  }

  /** The round has failed: it is tried again, or the job ends. */
  static Step fail(JobState job, Roster roster, String why, Instant now) {
    JobState failed = job.with(job.track().failedOnce());
    String reason = "round %d failed: %s".formatted(job.round().number(), why);
    return failed.track().failures() > failed.terms().maxFailures()
        ? end(failed, JobPhase.FAILED, reason, now)
        : next(failed.in(JobPhase.TRAINING, reason, now), roster, now);
  }

  /** The job is over. */
  static Step end(JobState job, JobPhase how, String why, Instant now) {
    return Step.of(job.in(how, why, now), new Effect.CloseJob());
  }
}
