package io.aiedge.trainer.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.graph.ModelFiles;
import io.aiedge.trainer.kafka.FakeSite;
import io.aiedge.trainer.order.Jobs;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import io.aiedge.trainer.version.BaseVersion;
import io.aiedge.trainer.version.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPreparerIT {
  private static final String MODEL =
      """
      {"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Dense", "config": {"name": "side", "units": 2, "activation": "softmax",
          "batch_input_shape": [null, 2]}}]}}
      """;
  private static final String COMPILE =
      """
      {"loss": "sparse_categorical_crossentropy", "optimizer": "sgd"}
      """;
  private static final int PARAMETERS = 6;

  @TempDir Path folder;

  @BeforeEach
  void declareData() throws Exception {
    Files.writeString(
        folder.resolve("sides.json"),
        """
        {"format": "csv", "features": "sides.csv", "holdOut": 0.25}
        """);
    Files.writeString(folder.resolve("sides.csv"), "1,0,1\n0,1,0\n2,1,1\n1,2,0\n");
  }

  @Test
  void aModelThatFitsTheDataLearnsFromTheWeightsItIsGiven() {
    Preparation prepared = prepare(spec(MODEL, PARAMETERS));

    try (Learner learner = ((Preparation.Ready) prepared).learner()) {
      learner.set(new BaseVersion(0, FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, 6})));
      assertThat(weights(learner)).containsExactly(1, 2, 3, 4, 5, 6);
      learner.train(1, () -> true);
      assertThat(weights(learner)).doesNotContain(1, 2, 3, 4, 5, 6);
      assertThat(learner.samples()).isEqualTo(3);
      assertThat(learner.evaluate().samples()).isEqualTo(1);
    }
  }

  @Test
  void anUnknownDataSetIsNamed() {
    JobSpec spec = JobSpec.newBuilder(spec(MODEL, PARAMETERS)).setDataset("faces").build();

    assertThat(unfit(spec)).contains("faces");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThat(unfit(spec(MODEL.replace("[null, 2]", "[null, 3]"), 8)))
        .isEqualTo(
            "data set sides and the model: a row has 2 features of shape [2], but the model takes 3"
                + " of shape [3]");
  }

  @Test
  void aClassTheModelDoesNotKnowIsRefused() throws Exception {
    Files.writeString(folder.resolve("sides.csv"), "1,0,1\n0,1,0\n2,1,2\n1,2,2\n");

    assertThat(unfit(spec(MODEL, PARAMETERS))).contains("class 2").contains("2 classes");
  }

  @Test
  void aModelOfAnotherSizeThanTheJobSaysIsRefused() {
    assertThat(unfit(spec(MODEL, 7)))
        .isEqualTo("data set sides and the model: the model has 6 weights, but the job says 7");
  }

  @Test
  void aLayerThatIsNotSupportedIsNamed() {
    assertThat(unfit(spec(MODEL.replace("Dense", "LSTM"), PARAMETERS)))
        .startsWith("the model cannot be built: side: ")
        .contains("LSTM");
  }

  @Test
  void trainingThatIsNotAllowedIsRefused() {
    JobSpec spec =
        JobSpec.newBuilder(spec(MODEL, PARAMETERS))
            .setTraining(
                LocalTrainingSpec.newBuilder().setLearningRate(0.1).setBatchSize(0).build())
            .build();

    assertThat(unfit(spec)).startsWith("the job's training: batchSize = 0 is not allowed");
  }

  private String unfit(JobSpec spec) {
    return ((Preparation.Unfit) prepare(spec)).reason();
  }

  private Preparation prepare(JobSpec spec) {
    ModelFiles files =
        new ModelFiles(
            new FakeSite(),
            new EventCodec(),
            folder.resolve("model"),
            Clock.systemUTC(),
            () -> true);
    return new LocalPreparer(Jobs.CLIENT, folder, TensorFlowSettings.repeatable(), files)
        .prepare(new JobOpened(spec, Jobs.OPENED));
  }

  private static float[] weights(Learner learner) {
    float[] weights = new float[PARAMETERS];
    try (Weights view = learner.weights()) {
      view.copy(0, weights);
    }
    return weights;
  }

  private static JobSpec spec(String model, int parameters) {
    return JobSpec.newBuilder(Jobs.spec())
        .setDataset("sides")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.KERAS)
                .setArchitecture(model)
                .setTraining(COMPILE)
                .setParameters(parameters)
                .setChunkElements(4)
                .build())
        .build();
  }
}
