package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Activation;
import io.aiedge.core.architecture.ActivationLayer;
import io.aiedge.core.architecture.Architecture;
import io.aiedge.core.architecture.BatchNormalization;
import io.aiedge.core.architecture.Convolution;
import io.aiedge.core.architecture.Dense;
import io.aiedge.core.architecture.DepthwiseConvolution;
import io.aiedge.core.architecture.Dropout;
import io.aiedge.core.architecture.Flatten;
import io.aiedge.core.architecture.GlobalAveragePooling;
import io.aiedge.core.architecture.Layer;
import io.aiedge.core.architecture.LayerNormalization;
import io.aiedge.core.architecture.Padding;
import io.aiedge.core.architecture.Pooling;
import io.aiedge.core.architecture.Reshape;
import io.aiedge.core.architecture.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** One pass through the layers, as part of a graph: either for training or for using the model. */
final class Network {
  private final Ops tf;
  private final Operand<TFloat32> input;
  private final Queue<Variable> weights;
  private final boolean training;
  private final Optional<Operand<TInt64>> seed;
  private final List<Op> updates = new ArrayList<>();
  private final Operand<TFloat32> logits;
  private final Operand<TFloat32> output;

  private Network(
      Ops tf,
      Architecture architecture,
      Operand<TFloat32> input,
      List<Variable> weights,
      boolean training,
      Optional<Operand<TInt64>> seed) {
    this.tf = tf;
    this.input = input;
    this.weights = new ArrayDeque<>(weights);
    this.training = training;
    this.seed = seed;
    Operand<TFloat32> x = input;
    Activation last = Activation.LINEAR;
    for (int i = 0; i < architecture.stages().size(); i++) {
      x = Functions.apply(tf, last, x);
      Architecture.Stage stage = architecture.stages().get(i);
      x = beforeActivation(stage, i, x);
      last = stage.layer().activation();
    }
    this.logits = x;
    this.output = Functions.apply(tf, last, x);
  }

  /**
   * A pass that learns.
   *
   * @param seed two numbers, needed where there is dropout
   */
  static Network training(
      Ops tf,
      Architecture architecture,
      Operand<TFloat32> input,
      List<Variable> weights,
      Optional<Operand<TInt64>> seed) {
    return new Network(tf.withSubScope("training"), architecture, input, weights, true, seed);
  }

  /** A pass that uses the model as it is. */
  static Network inference(
      Ops tf, Architecture architecture, Operand<TFloat32> input, List<Variable> weights) {
    return new Network(
        tf.withSubScope("inference"), architecture, input, weights, false, Optional.empty());
  }

  /** What the last layer makes before its activation. */
  Operand<TFloat32> logits() {
    return logits;
  }

  /** What the last layer makes. */
  Operand<TFloat32> output() {
    return output;
  }

  /** What else a training step does: moving statistics follow. */
  List<Op> updates() {
    return updates;
  }

  private Operand<TFloat32> beforeActivation(
      Architecture.Stage stage, int place, Operand<TFloat32> x) {
    Layer layer = stage.layer();
    if (layer instanceof Dense dense) {
      return dense(stage, dense, x);
    } else if (layer instanceof Convolution convolution) {
      Window window = convolution.window();
      List<Long> strides = List.of(1L, (long) window.rowStride(), (long) window.columnStride(), 1L);
      return biased(
          convolution.bias().isPresent(),
          tf.nn.conv2d(x, weights.remove().value(), strides, padding(window)));
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      Window window = depthwise.window();
      List<Long> strides = List.of(1L, (long) window.rowStride(), (long) window.columnStride(), 1L);
      return biased(
          depthwise.bias().isPresent(),
          tf.nn.depthwiseConv2dNative(x, weights.remove().value(), strides, padding(window)));
    } else if (layer instanceof Pooling pooling) {
      return pooling(pooling, x);
    } else if (layer instanceof GlobalAveragePooling pooling) {
      return tf.math.mean(
          x, tf.constant(new int[] {1, 2}), Mean.keepDims(pooling.keepDimensions()));
    } else if (layer instanceof Flatten || layer instanceof Reshape) {
      return reshaped(x, stage.output());
    } else if (layer instanceof Dropout dropout) {
      return dropout(dropout, stage.input(), place, x);
    } else if (layer instanceof BatchNormalization normalization) {
      return batchNormalization(stage, normalization, x);
    } else if (layer instanceof LayerNormalization normalization) {
      return Normalizations.layer(tf, normalization, x, weights);
    } else if (layer instanceof ActivationLayer) {
      return x;
    }
    throw new IllegalStateException("no graph for " + layer);
  }

  private Operand<TFloat32> dense(Architecture.Stage stage, Dense dense, Operand<TFloat32> x) {
    boolean flat = stage.input().size() == 1;
    int width = stage.input().get(stage.input().size() - 1);
    Operand<TFloat32> rows = flat ? x : reshaped(x, List.of(width));
    Operand<TFloat32> sums =
        biased(dense.bias().isPresent(), tf.linalg.matMul(rows, weights.remove().value()));
    return flat ? sums : reshaped(sums, stage.output());
  }

  private Operand<TFloat32> biased(boolean hasBias, Operand<TFloat32> x) {
    return hasBias ? tf.nn.biasAdd(x, weights.remove().value()) : x;
  }

  private Operand<TFloat32> pooling(Pooling pooling, Operand<TFloat32> x) {
    Window window = pooling.window();
    if (pooling.average()) {
      return tf.nn.avgPool(
          x,
          List.of(1L, (long) window.height(), (long) window.width(), 1L),
          List.of(1L, (long) window.rowStride(), (long) window.columnStride(), 1L),
          padding(window));
    }
    return tf.nn.maxPool(
        x,
        tf.constant(new int[] {1, window.height(), window.width(), 1}),
        tf.constant(new int[] {1, window.rowStride(), window.columnStride(), 1}),
        padding(window));
  }

  private static String padding(Window window) {
    return window.padding() == Padding.SAME ? "SAME" : "VALID";
  }

  /**
   * The random numbers depend on the seed and the place of the layer alone. Their shape is taken
   * from the input, because differentiation must not look for a way through it.
   */
  private Operand<TFloat32> dropout(
      Dropout dropout, List<Integer> shape, int place, Operand<TFloat32> x) {
    if (!training || dropout.rate() == 0) {
      return x;
    }
    Operand<TInt64> stream = tf.math.add(seed.orElseThrow(), tf.constant(new long[] {0, place}));
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(batchOf(shape), stream);
    float rate = (float) dropout.rate();
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
    Operand<TFloat32> mask = tf.math.mul(kept, tf.constant(1 / (1 - rate)));
    return tf.math.mul(x, tf.stopGradient(mask));
  }

  private Operand<TInt32> batchOf(List<Integer> shape) {
    Operand<TInt32> rows =
        tf.slice(tf.shape(input), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    return tf.concat(
        List.of(rows, tf.constant(shape.stream().mapToInt(Integer::intValue).toArray())),
        tf.constant(0));
  }

  /** Every input is laid out as an image of one column, which is what the fused operation takes. */
  private Operand<TFloat32> batchNormalization(
      Architecture.Stage stage, BatchNormalization layer, Operand<TFloat32> x) {
    int channels = stage.input().get(stage.input().size() - 1);
    boolean image = stage.input().size() == 3;
    Operand<TFloat32> laid = image ? x : reshaped(x, List.of(1, 1, channels));
    Operand<TFloat32> normal =
        training
            ? Normalizations.byBatch(tf, layer, laid, channels, weights, updates)
            : Normalizations.byMovingStatistics(tf, layer, laid, channels, weights);
    return image ? normal : reshaped(normal, stage.output());
  }

  private Operand<TFloat32> reshaped(Operand<TFloat32> x, List<Integer> shape) {
    int[] batch = new int[shape.size() + 1];
    batch[0] = -1;
    for (int i = 0; i < shape.size(); i++) {
      batch[i + 1] = shape.get(i);
    }
    return tf.reshape(x, tf.constant(batch));
  }
}
