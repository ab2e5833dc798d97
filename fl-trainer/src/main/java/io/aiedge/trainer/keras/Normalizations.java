package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.BatchNormalization;
import io.aiedge.core.architecture.LayerNormalization;
import java.util.List;
import java.util.Queue;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** Normalising layers as parts of a graph. */
final class Normalizations {
  private Normalizations() {}

  /**
   * Normalises by the statistics of the batch, and lets the moving ones follow.
   *
   * @param weights of the layer, in their order
   * @param updates takes the operations by which the moving statistics follow
   */
  static Operand<TFloat32> byBatch(
      Ops tf,
      BatchNormalization layer,
      Operand<TFloat32> x,
      int channels,
      Queue<Variable> weights,
      List<Op> updates) {
    Operand<TFloat32> scale = scale(tf, layer, channels, weights);
    Operand<TFloat32> offset = offset(tf, layer, channels, weights);
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> norm =
        tf.nn.fusedBatchNorm(
            x,
            scale,
            offset,
            none,
            none,
            FusedBatchNorm.epsilon((float) layer.epsilon()),
            FusedBatchNorm.isTraining(true));
    updates.add(follow(tf, weights.remove(), norm.batchMean(), layer.momentum()));
    Operand<TFloat32> variance = tf.math.mul(norm.batchVariance(), biased(tf, x, channels));
    updates.add(follow(tf, weights.remove(), variance, layer.momentum()));
    return norm.y();
  }

  /** Makes an unbiased variance the mean of the squares, as Keras 3 has it: (n - 1) / n. */
  private static Operand<TFloat32> biased(Ops tf, Operand<TFloat32> x, int channels) {
    Operand<TFloat32> n =
        tf.math.div(tf.dtypes.cast(tf.size(x), TFloat32.class), tf.constant((float) channels));
    return tf.math.div(tf.math.sub(n, tf.constant(1f)), n);
  }

  /**
   * Normalises by the moving statistics. A variance that an average of sites left below 0 counts as
   * 0.
   */
  static Operand<TFloat32> byMovingStatistics(
      Ops tf,
      BatchNormalization layer,
      Operand<TFloat32> x,
      int channels,
      Queue<Variable> weights) {
    Operand<TFloat32> scale = scale(tf, layer, channels, weights);
    Operand<TFloat32> offset = offset(tf, layer, channels, weights);
    Operand<TFloat32> mean = weights.remove().value();
    Operand<TFloat32> variance = tf.math.maximum(weights.remove().value(), tf.constant(0f));
    return tf.nn
        .fusedBatchNorm(
            x,
            scale,
            offset,
            mean,
            variance,
            FusedBatchNorm.epsilon((float) layer.epsilon()),
            FusedBatchNorm.isTraining(false))
        .y();
  }

  private static Op follow(Ops tf, Variable moving, Operand<TFloat32> statistic, double momentum) {
    Operand<TFloat32> step =
        tf.math.mul(tf.math.sub(statistic, moving.value()), tf.constant((float) (1 - momentum)));
    return moving.assign(tf, tf.math.add(moving.value(), step));
  }

  private static Operand<TFloat32> scale(
      Ops tf, BatchNormalization layer, int channels, Queue<Variable> weights) {
    return layer.gamma().isPresent() ? weights.remove().value() : filled(tf, channels, 1);
  }

  private static Operand<TFloat32> offset(
      Ops tf, BatchNormalization layer, int channels, Queue<Variable> weights) {
    return layer.beta().isPresent() ? weights.remove().value() : filled(tf, channels, 0);
  }

  private static Operand<TFloat32> filled(Ops tf, int channels, float with) {
    return tf.fill(tf.constant(new int[] {channels}), tf.constant(with));
  }

  static Operand<TFloat32> layer(
      Ops tf, LayerNormalization layer, Operand<TFloat32> x, Queue<Variable> weights) {
    Operand<TFloat32> centred = tf.math.sub(x, mean(tf, x));
    Operand<TFloat32> variance = mean(tf, tf.math.square(centred));
    Operand<TFloat32> normal =
        tf.math.mul(
            centred, tf.math.rsqrt(tf.math.add(variance, tf.constant((float) layer.epsilon()))));
    if (layer.gamma().isPresent()) {
      normal = tf.math.mul(normal, weights.remove().value());
    }
    return layer.beta().isPresent() ? tf.math.add(normal, weights.remove().value()) : normal;
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(new int[] {-1}), Mean.keepDims(true));
  }
}
