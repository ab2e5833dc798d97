package io.aiedge.trainer.tensorflow;

import io.aiedge.core.dataset.Labels;
import io.aiedge.core.dataset.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a trainable SavedModel takes and gives.
 *
 * @param rowShape shape of one row of features
 * @param labelWidth numbers in a row's label, or empty where the label is a class
 * @param classes how many classes there are, if known
 * @param weights shapes of its weights, in the order in which they are laid end to end
 * @param seeded whether a step takes a seed
 * @param proximal whether it can train with a proximal term
 * @param forgetful whether its optimizer can be reset
 */
public record ModelContract(
    List<Integer> rowShape,
    OptionalInt labelWidth,
    OptionalInt classes,
    List<List<Integer>> weights,
    boolean seeded,
    boolean proximal,
    boolean forgetful) {
  public ModelContract {
    rowShape = List.copyOf(rowShape);
    weights = List.copyOf(weights);
  }

  /** Numbers in one row of features. */
  public int rowWidth() {
    return Math.toIntExact(elements(rowShape));
  }

  /** Numbers in all weights. */
  public long parameterCount() {
    return weights.stream().mapToLong(ModelContract::elements).sum();
  }

  static long elements(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /**
   * Why the model cannot learn from these rows, if so. Features fit where a row has as many numbers
   * as the model takes, whatever their shape: both are in C order.
   */
  public Optional<String> mismatch(Samples samples) {
    if (samples.width() != rowWidth()) {
      return Optional.of(
          "a row has %d features of shape %s, but the model takes %d of shape %s"
              .formatted(samples.width(), samples.shape(), rowWidth(), rowShape));
    }
    if (samples.labels() instanceof Labels.Values values) {
      return mismatch(values);
    } else if (samples.labels() instanceof Labels.Classes given) {
      return mismatch(given);
    }
    throw new IllegalStateException("unknown labels " + samples.labels().getClass());
  }

  private Optional<String> mismatch(Labels.Values values) {
    if (labelWidth.isEmpty()) {
      return Optional.of("the labels are numbers, but the model takes classes");
    }
    return values.width() == labelWidth.getAsInt()
        ? Optional.empty()
        : Optional.of(
            "a row is labelled with %d numbers, but the model gives %d"
                .formatted(values.width(), labelWidth.getAsInt()));
  }

  private Optional<String> mismatch(Labels.Classes given) {
    if (labelWidth.isPresent()) {
      return Optional.of("the labels are classes, but the model takes numbers");
    }
    int largest = Arrays.stream(given.values()).max().orElse(0);
    return classes.isEmpty() || largest < classes.getAsInt()
        ? Optional.empty()
        : Optional.of(
            "there is a row of class %d, but the model knows %d classes, counted from 0"
                .formatted(largest, classes.getAsInt()));
  }
}
