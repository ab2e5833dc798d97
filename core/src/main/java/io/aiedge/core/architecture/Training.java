package io.aiedge.core.architecture;

import java.util.List;
import java.util.Optional;

/**
 * How a model learns.
 *
 * @param loss what is made small
 * @param optimizer how a step follows the gradient
 */
public record Training(Loss loss, Optimizer optimizer) {
  /**
   * Why this loss cannot train the model, if so. Cross-entropies are computed from the values
   * before the last softmax or sigmoid, so it must stand at the very end; where the model ends
   * without one, its outputs are taken as these values.
   */
  public Optional<Reading.Rejected<Training>> mismatch(Architecture architecture) {
    List<Integer> output = architecture.outputShape();
    Architecture.Stage last = architecture.stages().get(architecture.stages().size() - 1);
    if (output.size() != 1) {
      return mismatch(last, "the model ends with shape %s; put a Flatten at the end", output);
    }
    return switch (loss) {
      case MEAN_SQUARED_ERROR -> Optional.empty();
      case CATEGORICAL_CROSSENTROPY ->
          output.get(0) < 2
              ? mismatch(
                  last,
                  "%s needs at least 2 outputs, one a class; use %s for one",
                  loss,
                  Loss.BINARY_CROSSENTROPY)
              : ending(architecture, Activation.SOFTMAX);
      case BINARY_CROSSENTROPY ->
          output.get(0) != 1
              ? mismatch(last, "%s needs 1 output, but there are %s", loss, output.get(0))
              : ending(architecture, Activation.SIGMOID);
    };
  }

  private Optional<Reading.Rejected<Training>> ending(Architecture architecture, Activation fits) {
    List<Architecture.Stage> stages = architecture.stages();
    for (int i = stages.size() - 1; i >= 0; i--) {
      Layer layer = stages.get(i).layer();
      boolean last = i == stages.size() - 1;
      boolean alike =
          layer.activation() == Activation.LINEAR || (last && layer.activation() == fits);
      if (!alike) {
        return mismatch(
            stages.get(i),
            "%s takes the model's outputs before a last %s, but here is %s",
            loss,
            fits,
            layer.activation());
      }
      if (!stages.get(i).weights().isEmpty() || layer.activation() != Activation.LINEAR) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Reading.Rejected<Training>> mismatch(
      Architecture.Stage stage, String reason, Object... about) {
    return Optional.of(new Reading.Rejected<>(stage.layer().name(), reason.formatted(about)));
  }
}
