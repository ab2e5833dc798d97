package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.Loss;
import io.aiedge.core.architecture.Weight;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * How well a pass does on labels, as part of a graph.
 *
 * @param perRow loss of each row, {@code [-1]}
 * @param correct rows whose class is predicted right; 0 where there are no classes
 */
record Objective(Operand<TFloat32> perRow, Operand<TFloat32> correct) {
  /** Labels of a batch: classes {@code [-1]}, or numbers {@code [-1, width]}. */
  static Operand<? extends TType> labels(Ops tf, Loss loss, Architecture architecture) {
    Ops named = tf.withName("y");
    return loss == Loss.MEAN_SQUARED_ERROR
        ? named.placeholder(
            TFloat32.class, Placeholder.shape(Shape.of(-1, architecture.outputWidth())))
        : named.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
  }

  @SuppressWarnings("unchecked") // the type of the labels follows from the loss, see labels
  static Objective of(
      Ops tf, Loss loss, Network network, Operand<? extends TType> labels, int width) {
    return switch (loss) {
      case CATEGORICAL_CROSSENTROPY ->
          categorical(tf, network.logits(), (Operand<TInt32>) labels, width);
      case BINARY_CROSSENTROPY -> binary(tf, network.logits(), (Operand<TInt32>) labels);
      case MEAN_SQUARED_ERROR -> squared(tf, network.output(), (Operand<TFloat32>) labels);
    };
  }

  private static Objective categorical(
      Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels, int width) {
    Operand<TFloat32> oneHot =
        tf.oneHot(labels, tf.constant(width), tf.constant(1f), tf.constant(0f));
    Operand<TInt64> predicted = tf.math.argMax(logits, tf.constant(1));
    return new Objective(
        tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss(),
        count(tf, tf.dtypes.cast(predicted, TInt32.class), labels));
  }

  /**
   * {@code softplus(-x)} for class 1 and {@code softplus(x)} for class 0, exact for large x too.
   */
  private static Objective binary(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    Operand<TFloat32> x = tf.reshape(logits, tf.constant(new int[] {-1}));
    Operand<TFloat32> sign =
        tf.math.sub(
            tf.constant(1f), tf.math.mul(tf.constant(2f), tf.dtypes.cast(labels, TFloat32.class)));
    Operand<TInt32> predicted = tf.dtypes.cast(tf.math.greater(x, tf.constant(0f)), TInt32.class);
    return new Objective(tf.math.softplus(tf.math.mul(sign, x)), count(tf, predicted, labels));
  }

  private static Objective squared(Ops tf, Operand<TFloat32> output, Operand<TFloat32> labels) {
    Operand<TFloat32> squares = tf.math.square(tf.math.sub(output, labels));
    return new Objective(tf.math.mean(squares, tf.constant(new int[] {1})), tf.constant(0f));
  }

  private static Operand<TFloat32> count(
      Ops tf, Operand<TInt32> predicted, Operand<TInt32> labels) {
    Operand<TFloat32> hits = tf.dtypes.cast(tf.math.equal(predicted, labels), TFloat32.class);
    return tf.reduceSum(hits, tf.constant(new int[] {0}));
  }

  Operand<TFloat32> lossSum(Ops tf) {
    return tf.reduceSum(perRow, tf.constant(new int[] {0}));
  }

  /** Mean over the batch and what holds weights small. */
  Operand<TFloat32> penalised(Ops tf, List<Weight> weights, List<Variable> variables) {
    Operand<TFloat32> sum = tf.math.mean(perRow, tf.constant(new int[] {0}));
    for (int i = 0; i < weights.size(); i++) {
      double l2 = weights.get(i).l2();
      if (l2 > 0) {
        // L2Loss is half the sum of the squares.
        Operand<TFloat32> half = tf.nn.l2Loss(variables.get(i).value());
        sum = tf.math.add(sum, tf.math.mul(half, tf.constant((float) (2 * l2))));
      }
    }
    return sum;
  }
}
