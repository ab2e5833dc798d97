package io.aiedge.trainer.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** A model that keeps the contract is read; each way of breaking it is named. */
class ContractReadingTest {
  private static final DataType FLOAT = DataType.DT_FLOAT;

  @TempDir Path folder;

  private static TensorInfo tensor(DataType type, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long size : shape) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder().setName("t:0").setDtype(type).setTensorShape(dimensions).build();
  }

  private static MetaGraphDef.Builder good() {
    SignatureDef.Builder train =
        SignatureDef.newBuilder()
            .putInputs("x", tensor(FLOAT, -1, 8, 8))
            .putInputs("y", tensor(DataType.DT_INT32, -1))
            .putInputs("learning_rate", tensor(FLOAT))
            .putOutputs("loss", tensor(FLOAT))
            .putOutputs("correct", tensor(FLOAT));
    SignatureDef.Builder evaluate =
        SignatureDef.newBuilder()
            .putInputs("x", tensor(FLOAT, -1, 8, 8))
            .putInputs("y", tensor(DataType.DT_INT32, -1))
            .putOutputs("correct", tensor(FLOAT))
            .putOutputs("loss_sum", tensor(FLOAT));
    SignatureDef.Builder get =
        SignatureDef.newBuilder()
            .putOutputs("w000", tensor(FLOAT, 64, 10))
            .putOutputs("w001", tensor(FLOAT, 10));
    SignatureDef.Builder set =
        SignatureDef.newBuilder()
            .putInputs("w000", tensor(FLOAT, 64, 10))
            .putInputs("w001", tensor(FLOAT, 10))
            .putOutputs("ok", tensor(DataType.DT_INT32));
    SignatureDef.Builder initialize =
        SignatureDef.newBuilder()
            .putInputs("seed", tensor(DataType.DT_INT64))
            .putOutputs("ok", tensor(DataType.DT_INT32));
    return MetaGraphDef.newBuilder()
        .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
        .setSaverDef(SaverDef.newBuilder().setSaveTensorName("save:0"))
        .putSignatureDef("train", train.build())
        .putSignatureDef("evaluate", evaluate.build())
        .putSignatureDef("get_weights", get.build())
        .putSignatureDef("set_weights", set.build())
        .putSignatureDef("initialize", initialize.build());
  }

  private ContractReading read(MetaGraphDef.Builder graph) throws IOException {
    SavedModel model = SavedModel.newBuilder().addMetaGraphs(graph).build();
    Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
    return ContractReading.of(folder);
  }

  private String broken(MetaGraphDef.Builder graph) throws IOException {
    return ((ContractReading.Broken) read(graph)).reason();
  }

  private String brokenBy(String signature, Consumer<SignatureDef.Builder> change)
      throws IOException {
    MetaGraphDef.Builder graph = good();
    SignatureDef.Builder changed = graph.getSignatureDefOrThrow(signature).toBuilder();
    change.accept(changed);
    return broken(graph.putSignatureDef(signature, changed.build()));
  }

  @Test
  void aModelThatKeepsTheContractIsRead() throws IOException {
    assertThat(read(good()))
        .isEqualTo(
            new ContractReading.Kept(
                new ModelContract(
                    List.of(8, 8),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    List.of(List.of(64, 10), List.of(10)),
                    false,
                    false,
                    false)));
  }

  @Test
  void aMissingSignatureIsNamed() throws IOException {
    assertThat(broken(good().removeSignatureDef("evaluate")))
        .isEqualTo(
            "the signature evaluate is missing; there are [get_weights, initialize, set_weights,"
                + " train]");
    assertThat(broken(good().removeSignatureDef("initialize")))
        .startsWith("the signature initialize is missing");
  }

  @Test
  void aModelThatCannotSaveItsWeightsIsRefusedBeforeAnyTraining() throws IOException {
    assertThat(broken(good().clearSaverDef()))
        .isEqualTo("it cannot save its weights: write it with tf.saved_model.save");
  }

  @Test
  void aModelThatBringsItsWeightsNeedNotMakeThem() throws IOException {
    Files.createDirectories(folder.resolve("variables"));
    Files.createFile(folder.resolve("variables/variables.index"));

    assertThat(read(good().removeSignatureDef("initialize")))
        .isInstanceOf(ContractReading.Kept.class);
  }

  @Test
  void aWrongTypeOrShapeIsNamed() throws IOException {
    assertThat(brokenBy("train", s -> s.putInputs("y", tensor(DataType.DT_INT64, -1))))
        .isEqualTo(
            "signature train: the input y is int64 [-1], but int32 [-1] for classes, or float32"
                + " [-1, k] for k numbers is needed");
    assertThat(brokenBy("train", s -> s.putOutputs("loss", tensor(FLOAT, 1))))
        .isEqualTo("signature train: the output loss is float32 [1], but float32 [] is needed");
    assertThat(brokenBy("evaluate", s -> s.putInputs("x", tensor(FLOAT, -1, 64))))
        .isEqualTo(
            "signature evaluate: the input x is float32 [-1, 64], but float32 [-1, 8, 8] is needed");
    assertThat(brokenBy("train", s -> s.putInputs("x", tensor(FLOAT, 32, 8, 8))))
        .startsWith("signature train: the input x is float32 [32, 8, 8], but float32 [-1, ...]");
    assertThat(brokenBy("set_weights", s -> s.putInputs("w001", tensor(FLOAT, 11))))
        .isEqualTo(
            "signature set_weights: the input w001 is float32 [11], but float32 [10] is needed");
    assertThat(brokenBy("get_weights", s -> s.putOutputs("w001", tensor(DataType.DT_DOUBLE, 10))))
        .startsWith("signature get_weights: the output w001 is float64 [10]");
  }

  @Test
  void aMissingOrUnknownTensorIsNamed() throws IOException {
    assertThat(brokenBy("evaluate", s -> s.removeOutputs("loss_sum")))
        .isEqualTo("signature evaluate: the output loss_sum is missing");
    assertThat(brokenBy("set_weights", s -> s.removeInputs("w000")))
        .isEqualTo("signature set_weights: the input w000 is missing");
    assertThat(brokenBy("train", s -> s.putInputs("training", tensor(DataType.DT_BOOL))))
        .startsWith("signature train: nothing is known to be fed to the input training");
    assertThat(
            brokenBy(
                "get_weights",
                s -> s.removeOutputs("w000").putOutputs("kernel", tensor(FLOAT, 64, 10))))
        .isEqualTo("signature get_weights: the output w000 is missing");
    assertThat(
            brokenBy(
                "train",
                s ->
                    s.putInputs(
                        "x",
                        tensor(FLOAT).toBuilder()
                            .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
                            .build())))
        .isEqualTo("signature train: the input x has an unknown shape; give it one when exporting");
  }

  @Test
  void labelsMayBeNumbers() throws IOException {
    MetaGraphDef.Builder graph = good();
    for (String signature : List.of("train", "evaluate")) {
      graph.putSignatureDef(
          signature,
          graph.getSignatureDefOrThrow(signature).toBuilder()
              .putInputs("y", tensor(FLOAT, -1, 3))
              .build());
    }

    assertThat(((ContractReading.Kept) read(graph)).contract().labelWidth()).hasValue(3);
  }

  @Test
  void aGraphThatReachesFilesOrPythonIsRefused() throws IOException {
    NodeDef.Builder write = NodeDef.newBuilder().setName("spill").setOp("WriteFile");
    NodeDef.Builder call = NodeDef.newBuilder().setName("call").setOp("EagerPyFunc");
    NodeDef.Builder harmless = NodeDef.newBuilder().setName("shard").setOp("ShardedFilename");
    FunctionDefLibrary hidden =
        FunctionDefLibrary.newBuilder()
            .addFunction(FunctionDef.newBuilder().addNodeDef(call))
            .build();

    assertThat(broken(good().setGraphDef(GraphDef.newBuilder().addNode(write))))
        .isEqualTo(
            "its operation WriteFile reaches files, the network or Python; a model may only"
                + " compute");
    assertThat(broken(good().setGraphDef(GraphDef.newBuilder().setLibrary(hidden))))
        .contains("EagerPyFunc");
    assertThat(read(good().setGraphDef(GraphDef.newBuilder().addNode(harmless))))
        .isInstanceOf(ContractReading.Kept.class);
  }

  @Test
  void filesThatAreNoSavedModelAreRefused() throws IOException {
    assertThat(((ContractReading.Broken) ContractReading.of(folder)).reason())
        .contains("saved_model.pb cannot be read as a SavedModel");
    Files.writeString(folder.resolve("saved_model.pb"), "not a model");
    assertThat(((ContractReading.Broken) ContractReading.of(folder)).reason())
        .contains("saved_model.pb cannot be read as a SavedModel");
    Files.write(folder.resolve("saved_model.pb"), new byte[0]);
    assertThat(((ContractReading.Broken) ContractReading.of(folder)).reason())
        .endsWith("has no graph tagged serve");
  }
}
