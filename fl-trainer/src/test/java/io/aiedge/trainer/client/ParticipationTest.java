package io.aiedge.trainer.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fl.ClientFailed;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.RoundAnnounced;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.kafka.FakeSite;
import io.aiedge.trainer.kafka.Log;
import io.aiedge.trainer.order.Jobs;
import io.aiedge.trainer.order.Orders;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.upload.Who;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ParticipationTest {
  private static final List<ModelChunk> VERSION = Jobs.chunks(0, 0, 1, 2, 3, 4, 5);
  private static final byte[] SHA = Jobs.sha256(VERSION);

  @TempDir Path folder;

  private final FakeSite site = new FakeSite();
  private final Orders orders = new Orders();
  private final EventCodec codec = new EventCodec();

  @BeforeEach
  void openJob() {
    orders.take(Jobs.opened());
    orders.upToDate();
    site.models.holds(
        VERSION.stream()
            .map(chunk -> Log.Entry.of(Jobs.JOB + "/0/" + chunk.getChunk(), chunk))
            .toList());
  }

  @Test
  void aClientThatIsAskedEvaluatesTheVersionAndSendsWhatItLearned() throws Exception {
    CompletableFuture<Void> taking = takePart(new ArrayLearner(5, 0.5f));

    orders.take(Jobs.round(1, 0, SHA));
    until(() -> site.committed.commitCount() == 1);
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(site.said(ClientReady.class))
        .singleElement()
        .satisfies(ready -> assertThat(ready.getSamples()).isEqualTo(100));
    assertThat(site.said(VersionEvaluated.class))
        .singleElement()
        .satisfies(score -> assertThat(score.getCorrect()).isEqualTo(7));
    assertThat(site.said(ClientHeartbeat.class)).isNotEmpty();
    assertThat(site.committed(UpdateChunk.class)).hasSize(3);
    assertThat(site.committed(UpdateManifest.class))
        .singleElement()
        .satisfies(
            manifest -> {
              assertThat(manifest.getRound()).isEqualTo(1);
              assertThat(manifest.getVersion()).isZero();
              assertThat(manifest.getLoss()).isEqualTo(0.25);
            });
  }

  @Test
  void anUpdateIsWrittenOnlyOnceTheScoreBeforeItIs() throws Exception {
    CompletableFuture<Void> taking = takePart(new ArrayLearner(5, 0.5f));
    orders.take(Jobs.round(1, 0, SHA));
    until(() -> site.committed.commitCount() == 1);
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(site.scoresWrittenBeforeUpdates).containsExactly(1);
  }

  @Test
  void aRoundWhoseUpdateStandsInTheLogIsNotDoneAgain() throws Exception {
    site.progress.holds(List.of(Log.Entry.of(Jobs.JOB, manifest(Jobs.CLIENT, 0))));
    ArrayLearner learner = new ArrayLearner(5, 0.5f);
    orders.take(Jobs.round(1, 0, SHA));
    CompletableFuture<Void> taking = takePart(learner);

    until(() -> !site.said(VersionEvaluated.class).isEmpty());
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(learner.timesTrained).isZero();
    assertThat(site.committed.commitCount()).isZero();
  }

  @Test
  void aRoundThatIsTriedAgainIsDoneAgainAsAnotherAttempt() throws Exception {
    site.progress.holds(
        List.of(
            Log.Entry.of(Jobs.JOB, manifest(Jobs.CLIENT, 0)),
            Log.Entry.of(Jobs.JOB, manifest("south", 1))));
    orders.take(Jobs.round(1, 1, SHA));
    CompletableFuture<Void> taking = takePart(new ArrayLearner(5, 0.5f));

    until(() -> site.committed.commitCount() == 1);
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(site.committed(UpdateManifest.class))
        .extracting(UpdateManifest::getAttempt)
        .containsExactly(1);
  }

  @Test
  void aClientThatIsNotAskedReadsNothing() throws Exception {
    CompletableFuture<Void> taking = takePart(new ArrayLearner(5, 0.5f));
    orders.take(
        RoundAnnounced.newBuilder(Jobs.round(1, 0, SHA)).setParticipants(List.of("south")).build());
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(site.said(VersionEvaluated.class)).isEmpty();
    assertThat(site.models.consumer.assignment()).isEmpty();
  }

  @Test
  void whereOnlyAnEvaluationIsAskedForNothingIsLearned() throws Exception {
    ArrayLearner learner = new ArrayLearner(5, 0.5f);
    CompletableFuture<Void> taking = takePart(learner);
    orders.take(
        RoundAnnounced.newBuilder(Jobs.round(1, 0, SHA)).setPhase(RoundPhase.EVALUATE).build());
    until(() -> !site.said(VersionEvaluated.class).isEmpty());
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(learner.timesTrained).isZero();
  }

  @Test
  void aClientThatCannotGetReadySaysWhyAndEnds() throws Exception {
    participation(opened -> new Preparation.Unfit("digits.csv:7: empty")).run();

    assertThat(site.said(ClientFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.getPermanent()).isTrue();
              assertThat(failed.getReason()).isEqualTo("digits.csv:7: empty");
            });
    assertThat(site.said(ClientReady.class)).isEmpty();
  }

  @Test
  void aClientThatIsAskedToEndWhileItGetsReadyDoesNotSayThatItCannotTakePart() throws Exception {
    participation(
            opened -> {
              orders.stop();
              return new Preparation.Unfit("the model did not come");
            })
        .run();

    assertThat(site.said(ClientFailed.class)).isEmpty();
  }

  @Test
  void aSiteWithOtherPartitionsThanConfiguredTakesNoPart() throws Exception {
    participation(opened -> new Preparation.Ready(new ArrayLearner(5, 1)), 12).run();

    assertThat(site.said(ClientFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.getReason()).contains("topics.chunk-partitions"));
  }

  @Test
  void anUpdateThatIsNoNumberIsReportedAndTheNextRoundAwaited() throws Exception {
    CompletableFuture<Void> taking = takePart(new ArrayLearner(5, Float.NaN));
    orders.take(Jobs.round(1, 0, SHA));
    until(() -> !site.said(ClientFailed.class).isEmpty());
    assertThat(taking).isNotDone();
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(site.said(ClientFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.getPermanent()).isFalse();
              assertThat(failed.getRound()).isEqualTo(1);
            });
    assertThat(site.committed.history()).isEmpty();
  }

  @Test
  void aNewerRoundEndsTheTrainingUnderWay() throws Exception {
    List<ModelChunk> next = Jobs.chunks(1, 0, 5, 4, 3, 2, 1);
    ArrayLearner learner = new ArrayLearner(5, 0.5f);
    Learner overtaken =
        new ForwardingLearner(learner) {
          @Override
          public Outcome train(int round, BooleanSupplier goOn) {
            if (round == 1) {
              orders.take(Jobs.round(2, 0, Jobs.sha256(next)));
            }
            return super.train(round, goOn);
          }
        };
    CompletableFuture<Void> taking = takePart(overtaken);
    orders.take(Jobs.round(1, 0, SHA));
    site.models.later(
        next.stream()
            .map(chunk -> Log.Entry.of(Jobs.JOB + "/1/" + chunk.getChunk(), chunk))
            .toArray(Log.Entry[]::new));
    until(() -> site.committed.commitCount() == 1);
    orders.take(Jobs.closed());
    taking.get(10, TimeUnit.SECONDS);

    assertThat(site.committed(UpdateManifest.class))
        .extracting(UpdateManifest::getRound)
        .containsExactly(2);
  }

  private static UpdateManifest manifest(String client, int attempt) {
    return UpdateManifest.newBuilder()
        .setJob(Jobs.JOB)
        .setRound(1)
        .setClient(client)
        .setAttempt(attempt)
        .setVersion(0)
        .setSamples(100)
        .setChunkCount(3)
        .setBytes(20)
        .setSha256(new Sha256(new byte[32]))
        .setLoss(0.5)
        .setTrainMillis(1)
        .setBytesDown(20)
        .setAt(Jobs.OPENED)
        .build();
  }

  private CompletableFuture<Void> takePart(Learner learner) {
    Participation participation = participation(opened -> new Preparation.Ready(learner));
    return CompletableFuture.runAsync(
        () -> {
          try {
            participation.run();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Participation participation(Preparer preparer) {
    return participation(preparer, FakeSite.PARTITIONS);
  }

  private Participation participation(Preparer preparer, int chunkPartitions) {
    TrainerConfig config =
        new TrainerConfig(
            "nowhere:0",
            new ClusterPath(Jobs.CLIENT),
            Jobs.CLIENT,
            Jobs.JOB,
            folder,
            folder,
            Duration.ofMillis(20),
            chunkPartitions,
            1,
            TensorFlowSettings.Gpu.OFF,
            null);
    Progress progress =
        new Progress(
            site.said, codec, new Who(Jobs.JOB, Jobs.CLIENT), Clock.systemUTC(), orders::fail);
    return new Participation(config, site, codec, orders, preparer, progress, Clock.systemUTC());
  }

  private static void until(BooleanSupplier holds) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(holds::getAsBoolean);
  }
}
