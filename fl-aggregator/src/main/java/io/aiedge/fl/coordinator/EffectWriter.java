package io.aiedge.fl.coordinator;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.core.job.Closing;
import io.aiedge.core.job.Effect;
import io.aiedge.core.job.JobState;
import io.aiedge.core.job.Score;
import io.aiedge.core.job.Update;
import io.aiedge.event.fl.Contribution;
import io.aiedge.event.fl.Evaluation;
import io.aiedge.event.fl.JobClosed;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.MissingContribution;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fl.RoundAbandoned;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundClosing;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.stream.Outbox;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Brings the effects of a job about, by writing events. */
final class EffectWriter {
  private final Outbox outbox;
  private final JobStore store;
  private final Duration closingGrace;

  EffectWriter(Outbox outbox, JobStore store, Duration closingGrace) {
    this.outbox = outbox;
    this.store = store;
    this.closingGrace = closingGrace;
  }

  /** One effect of a job; refusals of updates are written by the caller, who has the record. */
  void write(JobState job, Effect effect) {
    JobSpec spec = store.submission(job.terms().job()).getSpec();
    if (effect instanceof Effect.OpenJob) {
      outbox.send(TopicCatalogue.ROUNDS, spec.getJob(), new JobOpened(spec, outbox.now()));
    } else if (effect instanceof Effect.AnnounceRound announce) {
      outbox.send(TopicCatalogue.ROUNDS, spec.getJob(), announced(spec, announce));
    } else if (effect instanceof Effect.OpenRound open) {
      outbox.send(
          TopicCatalogue.ROUND_CONTROL,
          spec.getJob(),
          new RoundOpened(spec, open.round(), open.version(), open.participants()));
    } else if (effect instanceof Effect.CloseRound close) {
      outbox.send(TopicCatalogue.ROUND_CONTROL, spec.getJob(), closing(spec, close));
    } else if (effect instanceof Effect.PublishVersion publish) {
      publish(version(spec, publish));
    } else if (effect instanceof Effect.PublishScore publish) {
      publish(scored(store.lastVersion(spec.getJob()), publish.score()));
    } else if (effect instanceof Effect.CloseJob) {
      close(job);
    }
  }

  private void publish(ModelVersion version) {
    store.publish(version);
    outbox.send(
        TopicCatalogue.MODEL_VERSIONS, version.getJob() + "/" + version.getVersion(), version);
  }

  private void close(JobState job) {
    String name = job.terms().job();
    outbox.send(
        TopicCatalogue.ROUNDS,
        name,
        new JobClosed(name, JobViews.state(job.phase()), job.reason(), outbox.now()));
    outbox.send(
        TopicCatalogue.ROUND_CONTROL, name, new RoundAbandoned(name, job.round().number(), true));
  }

  private RoundAnnounced announced(JobSpec spec, Effect.AnnounceRound announce) {
    return RoundAnnounced.newBuilder()
        .setJob(spec.getJob())
        .setRound(announce.round().number())
        .setTrial(announce.round().trial())
        .setPhase(announce.train() ? RoundPhase.TRAIN : RoundPhase.EVALUATE)
        .setVersion(announce.version())
        .setVersionSha256(store.lastVersion(spec.getJob()).getSha256())
        .setParticipants(announce.participants())
        .setAt(announce.round().openedAt())
        .setDeadline(announce.round().deadline())
        .build();
  }

  private RoundClosing closing(JobSpec spec, Effect.CloseRound close) {
    return RoundClosing.newBuilder()
        .setJob(spec.getJob())
        .setRound(close.round())
        .setClosing(close.attempt())
        .setVersion(close.round())
        .setContributions(contributions(close.contributions()))
        .setGraceMillis(closingGrace.toMillis())
        .build();
  }

  private ModelVersion version(JobSpec spec, Effect.PublishVersion publish) {
    Collection<byte[]> digests = publish.closing().digests().values();
    return ModelVersion.newBuilder()
        .setJob(spec.getJob())
        .setVersion(publish.version())
        .setClosing(publish.closing().attempt())
        .setSha256(new Sha256(ModelDigest.ofModel(digests)))
        .setChunks(digests.stream().map(Sha256::new).toList())
        .setParameters(spec.getModel().getParameters())
        .setContributions(contributions(publish.closing().contributions()))
        .setLeftOut(leftOut(publish.closing().leftOut()))
        .setTrainLoss(meanLoss(publish.updates()))
        .setBytesUp(sum(publish.updates(), Update::bytesUp))
        .setBytesDown(sum(publish.updates(), Update::bytesDown))
        .setSlowestTrainMillis(
            publish.updates().stream().mapToLong(Update::trainMillis).max().orElse(0))
        .setOpenedAt(publish.round().openedAt())
        .setAt(outbox.now())
        .build();
  }

  private static ModelVersion scored(ModelVersion version, Score score) {
    return ModelVersion.newBuilder(version)
        .setEvaluation(
            new Evaluation(score.samples(), score.accuracy(), score.loss(), score.clients()))
        .build();
  }

  private static List<Contribution> contributions(Collection<Closing.Contribution> counted) {
    return counted.stream()
        .map(one -> new Contribution(one.client(), one.attempt(), one.samples()))
        .toList();
  }

  private static List<MissingContribution> leftOut(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .map(entry -> new MissingContribution(entry.getKey(), 0, entry.getValue()))
        .toList();
  }

  private static double meanLoss(List<Update> updates) {
    long rows = sum(updates, Update::samples);
    double total = updates.stream().mapToDouble(one -> one.loss() * one.samples()).sum();
    return rows == 0 ? 0 : total / rows;
  }

  private static long sum(List<Update> updates, ToLongFunction<Update> part) {
    return updates.stream().mapToLong(part).sum();
  }
}
