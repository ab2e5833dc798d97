package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.Training;
import io.aiedge.trainer.tensorflow.TensorFlowNatives;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Writes a trainable SavedModel of an architecture. It holds a graph and no weights; tag {@code
 * serve}. Its signatures, where {@code w000...} are all weights in the order of the architecture,
 * moving statistics included, {@code B} is the number of rows and {@code ok} an int32:
 *
 * <ul>
 *   <li>{@code train}: {@code learning_rate} float32 [], {@code x} float32 [B, ...], {@code y}, and
 *       where there is dropout {@code seed} int64 [2], which must differ from step to step; gives
 *       {@code loss}, the mean over the batch with what holds weights small, and {@code correct},
 *       both float32 [] and from before the step.
 *   <li>{@code train_proximal}: the same with {@code proximal_mu} float32 [], after {@code
 *       set_anchor}: the gradient of {@code mu / 2 |w - anchor|^2} is added (FedProx: Li et al.
 *       2020, equation 2); {@code loss} is without it.
 *   <li>{@code set_anchor}: nothing in; makes the weights as they are the anchor; gives {@code ok}.
 *   <li>{@code reset_optimizer}, where the optimizer remembers anything: nothing in; makes it
 *       forget; gives {@code ok}. Needed before the first step unless {@code initialize} was run.
 *   <li>{@code gradients}: {@code x}, {@code y} and where there is dropout {@code seed}; gives
 *       {@code loss} and {@code g000...}, the gradients of the trainable weights, numbered like
 *       them.
 *   <li>{@code evaluate}: {@code x}, {@code y}; gives {@code correct} and {@code loss_sum}, the sum
 *       of the losses of the rows, without what holds weights small.
 *   <li>{@code get_weights}, {@code set_weights}: {@code w000...} out, and in for {@code ok}.
 *   <li>{@code initialize}: {@code seed} int64 []; draws first weights in the graph (the same
 *       distributions as {@code InitialWeights}, other numbers); gives {@code ok}.
 *   <li>{@code serving_default}: {@code x}; gives {@code output}, what Keras would give, and {@code
 *       logits}, the same before the last activation.
 * </ul>
 *
 * {@code y} is int32 [B] with classes from 0 for cross-entropies, and float32 [B, outputs] for mean
 * squared error, where {@code correct} is always 0. The graph saves and restores its weights under
 * their names as any TensorFlow checkpoint.
 */
public final class SavedModelBuilder {
  private SavedModelBuilder() {}

  /**
   * Writes {@code saved_model.pb}.
   *
   * @param training must fit the architecture, see {@link Training#mismatch}
   * @param directory is made if need be
   */
  public static void write(Architecture architecture, Training training, Path directory)
      throws IOException {
    training
        .mismatch(architecture)
        .ifPresent(
            mismatch -> {
              throw new IllegalArgumentException(mismatch.message());
            });
    TensorFlowNatives.load();
    try (Graph graph = new Graph()) {
      MetaGraphDef.Builder meta =
          MetaGraphDef.newBuilder()
              .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"));
      new TrainableGraph(graph, architecture, training).describe(meta);
      meta.setGraphDef(graph.toGraphDef());
      write(SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta), directory);
    }
  }

  private static void write(SavedModel.Builder model, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("saved_model.pb");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      model.build().writeTo(out);
    }
  }
}
