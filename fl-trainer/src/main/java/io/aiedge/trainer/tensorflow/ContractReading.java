package io.aiedge.trainer.tensorflow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** Whether a SavedModel keeps the contract of trainable models. */
public sealed interface ContractReading {
  /**
   * It does.
   *
   * @param contract what it takes and gives
   */
  record Kept(ModelContract contract) implements ContractReading {}

  /**
   * It does not, or it is no SavedModel.
   *
   * @param reason names the signature and tensor at fault, and what is needed there
   */
  record Broken(String reason) implements ContractReading {}

  /** Looks at the signatures of a SavedModel; TensorFlow is not loaded for it. */
  static ContractReading of(Path directory) {
    Path file = directory.resolve("saved_model.pb");
    boolean hasWeights = Files.exists(directory.resolve("variables/variables.index"));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (MetaGraphDef graph : SavedModel.parseFrom(in).getMetaGraphsList()) {
        if (graph.getMetaInfoDef().getTagsList().contains("serve")) {
          return of(graph, hasWeights);
        }
      }
      return new Broken(file + " has no graph tagged serve");
    } catch (ContractBreach breach) {
      return new Broken(breach.reason());
    } catch (IOException e) {
      return new Broken("%s cannot be read as a SavedModel: %s".formatted(file, e.getMessage()));
    }
  }

  private static ContractReading of(MetaGraphDef graph, boolean hasWeights) {
    Optional<String> outside = Reach.outside(graph);
    return outside.isPresent()
        ? new Broken(
            "its operation %s reaches files, the network or Python; a model may only compute"
                .formatted(outside.get()))
        : new Kept(new ContractCheck(graph).contract(hasWeights));
  }
}
