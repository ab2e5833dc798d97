package io.aiedge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.architecture.Reading;
import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fl.ClientFailed;
import io.aiedge.event.fl.ClientHeartbeat;
import io.aiedge.event.fl.ClientReady;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundPhase;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.event.fl.VersionEvaluated;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import io.aiedge.trainer.keras.SavedModelBuilder;
import io.aiedge.trainer.specification.KerasModel;
import io.aiedge.trainer.submission.JobSubmission;
import io.aiedge.trainer.submission.ModelSpecs;
import io.aiedge.trainer.submission.SpecifiedModel;
import io.aiedge.trainer.submission.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trainer beside a real broker, with a script for the cloud. */
@Timeout(180)
class TrainerIT {
  private static final String CLIENT = "north";
  private static final String MODEL =
      """
      {"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Dense", "config": {"name": "hidden", "units": 16, "activation": "relu",
          "batch_input_shape": [null, 2]}},
        {"class_name": "Dense", "config": {"name": "side", "units": 2, "activation": "softmax"}}]}}
      """;
  private static final String COMPILE =
      """
      {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd"}
      """;

  /** Epochs that take seconds, so that a client can be killed meanwhile. */
  private static final int LONG = 500;

  @TempDir static Path shared;
  private static EmbeddedBroker broker;

  @TempDir Path folder;
  private ScriptedCloud cloud;
  private Process trainer;

  @BeforeAll
  static void startSite() throws Exception {
    broker = EmbeddedBroker.start(shared.resolve("broker"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      TopicCreator topics = new TopicCreator(admin, TopicSizes.SINGLE_BROKER);
      topics.createAtEdge(new ClusterPath(CLIENT));
      topics.createAtCloud(List.of());
    }
  }

  @AfterAll
  static void stopSite() {
    broker.close();
  }

  @AfterEach
  void stopTrainer() throws Exception {
    if (trainer != null) {
      trainer.destroyForcibly().waitFor();
    }
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  void aClientLearnsRoundByRoundUntilTheJobIsOver() throws Exception {
    SpecifiedModel.Ready model = take("rounds", 200, 3, "FLOAT32");

    byte[] zero = cloud.publish(0, 0, model.weights());
    cloud.announce(1, RoundPhase.TRAIN, zero, CLIENT, "south");
    until(() -> manifests().size() == 1);
    float[] first = cloud.updated(1, model.weights());
    byte[] one = cloud.publish(1, 0, first);
    cloud.announce(2, RoundPhase.EVALUATE, one, CLIENT);
    until(() -> scores().size() == 2);
    cloud.closeJob();

    assertThat(trainer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).isZero();
    assertThat(heard(ClientReady.class))
        .singleElement()
        .satisfies(
            ready -> {
              assertThat(ready.getSamples()).isEqualTo(160);
              assertThat(ready.getHeldOutSamples()).isEqualTo(40);
            });
    assertThat(scores().get(1).getLossSum()).isLessThan(scores().get(0).getLossSum());
    assertThat(manifests())
        .singleElement()
        .satisfies(
            manifest -> {
              assertThat(manifest.getSamples()).isEqualTo(160);
              assertThat(manifest.getBytes()).isEqualTo(4L * model.weights().length);
            });
  }

  @Test
  void aClientKilledWhileItLearnsCountsOnceAndComesToTheSameBits() throws Exception {
    SpecifiedModel.Ready model = take("undisturbed", 2000, LONG, "INT8");
    cloud.announce(1, RoundPhase.TRAIN, cloud.publish(0, 0, model.weights()), CLIENT);
    until(() -> manifests().size() == 1);
    List<UpdateChunk> undisturbed = chunks();
    cloud.closeJob();
    trainer.waitFor();
    cloud.close();

    open(job("killed", model.spec(), LONG, "INT8"));
    start("killed");
    cloud.announce(1, RoundPhase.TRAIN, cloud.publish(0, 0, model.weights()), CLIENT);
    until(
        () ->
            heard(ClientHeartbeat.class).stream().anyMatch(heartbeat -> heartbeat.getSteps() > 0));
    trainer.destroyForcibly().waitFor();
    assertThat(manifests()).isEmpty();
    start("killed");
    until(() -> manifests().size() == 1);
    trainer.destroyForcibly().waitFor();
    start("killed");
    until(() -> scores().size() == 3 && rests());
    cloud.closeJob();
    assertThat(trainer.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(manifests()).hasSize(1);
    assertThat(chunks())
        .extracting(UpdateChunk::getPayload)
        .containsExactlyElementsOf(undisturbed.stream().map(UpdateChunk::getPayload).toList());
  }

  @Test
  void dataThatCannotBeReadIsAFailedTaskAndNoHang() throws Exception {
    declare("x,y,side\n0.1,0.2,1\n0.3,,0\n");
    open(job("bad-data", model().spec(), 1, "FLOAT32"));
    start("bad-data");

    assertThat(trainer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(trainer.exitValue()).isZero();
    assertThat(heard(ClientFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.getPermanent()).isTrue();
              assertThat(failed.getReason()).contains("sides.csv").contains("3");
            });
  }

  @Test
  void aVersionThatNeverComesDoesNotKeepAClientFromTheNextRound() throws Exception {
    SpecifiedModel.Ready model = take("late", 200, 1, "FLOAT32");
    float[] other = new float[model.weights().length];
    byte[] abandoned = cloud.publish(0, 0, other);
    byte[] never = cloud.sha256(model.weights());
    assertThat(never).isNotEqualTo(abandoned);
    cloud.announce(1, RoundPhase.TRAIN, never, CLIENT);
    until(
        () ->
            heard(ClientHeartbeat.class).stream().anyMatch(heartbeat -> heartbeat.getRound() == 1));

    cloud.publish(1, 0, other);
    byte[] closedAgain = cloud.publish(1, 1, model.weights());
    cloud.announce(2, RoundPhase.TRAIN, closedAgain, CLIENT);
    until(() -> manifests().size() == 1);
    cloud.closeJob();

    assertThat(manifests().get(0).getRound()).isEqualTo(2);
    assertThat(scores())
        .singleElement()
        .satisfies(score -> assertThat(score.getVersion()).isEqualTo(1));
  }

  @Test
  void aClientThatIsAskedToEndDoesSoInTheMiddleOfItsWork() throws Exception {
    SpecifiedModel.Ready model = take("stopped", 2000, 10_000, "FLOAT32");
    cloud.announce(1, RoundPhase.TRAIN, cloud.publish(0, 0, model.weights()), CLIENT);
    until(
        () ->
            heard(ClientHeartbeat.class).stream().anyMatch(heartbeat -> heartbeat.getSteps() > 0));

    trainer.destroy();

    assertThat(trainer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(manifests()).isEmpty();
  }

  @Test
  void aModelThatCameWithTheJobIsTrained() throws Exception {
    KerasModel keras = ((Reading.Accepted<KerasModel>) KerasModel.read(MODEL, COMPILE)).value();
    Path savedModel = folder.resolve("exported");
    SavedModelBuilder.write(keras.architecture(), keras.training(), savedModel);
    SpecifiedModel.Ready model = (SpecifiedModel.Ready) ModelSpecs.savedModel(savedModel, 30, 7);
    JobSpec spec = job("exported", model.spec(), 1, "FLOAT16");
    JobSubmission.submit(
        broker.bootstrap(), new Submission(spec, model.weights(), savedModel, "ann"));
    declare(rows(200));
    open(spec);
    start("exported");

    float[] submitted = cloud.updated(0, new float[model.weights().length]);
    assertThat(submitted).isEqualTo(model.weights());
    cloud.announce(1, RoundPhase.TRAIN, cloud.publish(0, 0, submitted), CLIENT);
    until(() -> manifests().size() == 1);
    cloud.closeJob();

    assertThat(manifests().get(0).getBytes()).isEqualTo(2L * submitted.length);
  }

  private static SpecifiedModel.Ready model() {
    return (SpecifiedModel.Ready) ModelSpecs.keras(MODEL, COMPILE, 30, 7);
  }

  /** A trainer takes up a new job. */
  private SpecifiedModel.Ready take(String job, int rows, int epochs, String encoding)
      throws Exception {
    SpecifiedModel.Ready model = model();
    declare(rows(rows));
    open(job(job, model.spec(), epochs, encoding));
    start(job);
    return model;
  }

  private static JobSpec job(String name, ModelSpec model, int epochs, String encoding) {
    return JobSpec.newBuilder()
        .setJob(name)
        .setName(name)
        .setDataset("sides")
        .setModel(model)
        .setTraining(
            LocalTrainingSpec.newBuilder()
                .setEpochs(epochs)
                .setBatchSize(16)
                .setLearningRate(0.1)
                .setEncoding(UpdateEncoding.valueOf(encoding))
                .setSeed(3)
                .build())
        .setStrategy(StrategySpec.newBuilder().build())
        .setRounds(RoundSpec.newBuilder().setRounds(2).build())
        .build();
  }

  /** Points of a plane and the side of a line they lie on. */
  private static String rows(int count) {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("x,y,side\n");
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      rows.append(x).append(',').append(y).append(',').append(x > y ? 1 : 0).append('\n');
    }
    return rows.toString();
  }

  private void declare(String rows) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("sides.csv"), rows);
    Files.writeString(
        data.resolve("sides.json"),
        """
        {"format": "csv", "features": "sides.csv", "header": true, "classes": 2, "holdOut": 0.2}
        """);
  }

  private void open(JobSpec spec) {
    cloud = new ScriptedCloud(broker.bootstrap(), spec);
    cloud.openJob();
  }

  private void start(String job) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("AIEDGE_KAFKA_BOOTSTRAP", broker.bootstrap());
    environment.put("AIEDGE_CLUSTER_PATH", CLIENT);
    environment.put("AIEDGE_JOB", job);
    environment.put("AIEDGE_DATASETS_DIR", folder.resolve("data").toString());
    environment.put("AIEDGE_STATE_DIR", folder.resolve("state").toString());
    environment.put("AIEDGE_TRAINER_HEARTBEAT", "50ms");
    trainer = TrainerProgram.start(environment, folder.resolve("trainer.log"));
  }

  /** Whether the last that was said is that there is nothing to do. */
  private boolean rests() {
    List<SpecificRecord> all = heard(SpecificRecord.class);
    return all.get(all.size() - 1) instanceof ClientHeartbeat heartbeat
        && heartbeat.getRound() == 0;
  }

  private List<UpdateManifest> manifests() {
    return heard(UpdateManifest.class);
  }

  private List<VersionEvaluated> scores() {
    return heard(VersionEvaluated.class);
  }

  private List<UpdateChunk> chunks() {
    return cloud.heard(TopicCatalogue.UPDATES, UpdateChunk.class);
  }

  private <E extends SpecificRecord> List<E> heard(Class<E> type) {
    return cloud.heard(TopicCatalogue.PROGRESS, type);
  }

  private static void until(Callable<Boolean> holds) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(holds);
  }
}
