package io.aiedge.trainer.tensorflow;

import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.proto.SaverDef;

/**
 * Writes models together with their weights, as SavedModels that TensorFlow and its servers load
 * without anything of this project. They can be trained on, too.
 */
public final class ServableModel {
  /** A checksum of the weights that were there before. */
  private static final String FINGERPRINT = "fingerprint.pb";

  private static final String VARIABLES = "variables";

  private ServableModel() {}

  /**
   * Writes a model with weights.
   *
   * @param from SavedModel that keeps the contract
   * @param weights all of them, end to end
   * @param to directory to make; it appears once it is complete
   * @throws FileAlreadyExistsException if {@code to} is there
   * @throws IllegalArgumentException if the model or the number of weights is not as needed
   */
  public static void write(Path from, float[] weights, Path to) throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to.toString(), null, "choose another directory");
    }
    Opening opening = ModelLoader.load(from, TensorFlowSettings.repeatable());
    if (opening instanceof Opening.Refused refused) {
      throw new IllegalArgumentException(refused.reason());
    }
    try (TrainableModel model = ((Opening.Opened) opening).model()) {
      model.setWeights(weights);
      Path parent = to.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      Path unfinished = Files.createTempDirectory(parent, "unfinished-model");
      copyGraph(from, unfinished);
      Files.createDirectory(unfinished.resolve(VARIABLES));
      save(model.bundle(), unfinished.resolve(VARIABLES).resolve(VARIABLES));
      Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void copyGraph(Path from, Path to) throws IOException {
    List<Path> sources;
    try (Stream<Path> tree = Files.walk(from)) {
      sources = tree.filter(Files::isRegularFile).map(from::relativize).toList();
    }
    for (Path source : sources) {
      if (!source.startsWith(VARIABLES) && !source.startsWith(FINGERPRINT)) {
        Path target = to.resolve(source);
        Files.createDirectories(target.getParent());
        Files.copy(from.resolve(source), target);
      }
    }
  }

  /** Lets the graph save its own variables. */
  private static void save(SavedModelBundle bundle, Path prefix) {
    SaverDef saver = bundle.getMetaGraphDef().getSaverDef();
    Pair<TF_Operation, Integer> file = end(bundle, saver.getFilenameTensorName());
    Pair<TF_Operation, Integer> saved = end(bundle, saver.getSaveTensorName());
    ByteBuffer name = StandardCharsets.UTF_8.encode(prefix.toString());
    Pair<TF_Tensor, TFE_TensorHandle> tensor =
        JavacppUtils.createStringTensor(new long[0], new ByteBuffer[] {name});
    try (TF_Tensor given = tensor.getKey();
        TFE_TensorHandle unused = tensor.getValue()) {
      TF_Tensor[] results =
          JavacppUtils.runSession(
              bundle.getSession(),
              null,
              new TF_Tensor[] {given},
              new TF_Operation[] {file.getKey()},
              new int[] {file.getValue()},
              new TF_Operation[] {saved.getKey()},
              new int[] {saved.getValue()},
              new TF_Operation[0]);
      results[0].close();
    }
  }

  private static Pair<TF_Operation, Integer> end(SavedModelBundle bundle, String tensor) {
    return JavacppUtils.getGraphOperationByName(bundle.getGraph(), tensor);
  }
}
