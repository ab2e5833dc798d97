package io.aiedge.core.architecture;

import java.util.List;
import java.util.Map;

/** Reads single layers of a Keras configuration. */
final class KerasLayers {
  private static final String SUPPORTED =
      "InputLayer, Dense, Conv2D, DepthwiseConv2D, MaxPooling2D, AveragePooling2D,"
          + " GlobalAveragePooling2D, Flatten, Reshape, Dropout, BatchNormalization,"
          + " LayerNormalization, Activation, ReLU and Softmax";
  private static final Initializer GLOROT = new Initializer.VarianceScaling(1, true, true);
  private static final int[] NONE = {};

  private KerasLayers() {}

  /**
   * Reads a layer.
   *
   * @param type Keras's class name
   * @param input shape of one row before it
   */
  static Layer read(String type, Options options, List<Integer> input) {
    String name = options.where();
    passCommon(options);
    Layer layer =
        switch (type) {
          case "Dense" -> dense(name, options);
          case "Conv2D", "Convolution2D" -> convolution(name, options);
          case "DepthwiseConv2D" -> depthwise(name, options);
          case "MaxPooling2D", "MaxPool2D" -> pooling(name, options, false);
          case "AveragePooling2D", "AvgPool2D" -> pooling(name, options, true);
          case "GlobalAveragePooling2D", "GlobalAvgPool2D" -> globalPooling(name, options);
          case "Flatten" -> flatten(name, options);
          case "Reshape" -> new Reshape(name, options.wholes("target_shape"));
          case "Dropout" -> dropout(name, options);
          case "BatchNormalization" -> batchNormalization(name, options, input);
          case "LayerNormalization" -> layerNormalization(name, options, input);
          case "Activation" -> activation(name, options);
          case "ReLU" -> relu(name, options);
          case "Softmax" -> softmax(name, options, input);
          default ->
              throw options.refusal(
                  "the layer type %s is not supported, only %s".formatted(type, SUPPORTED));
        };
    options.finish();
    return layer;
  }

  private static void passCommon(Options options) {
    options.pass("name", "batch_input_shape", "batch_shape", "input_shape", "input_dim");
    options.only("trainable", true);
    options.only("activity_regularizer", "None");
    options.read(
        "dtype",
        "float32",
        value -> {
          Object type = value;
          if (value instanceof Map<?, ?> policy) {
            type = Options.config(options.where(), policy).get("name");
          }
          if (!"float32".equals(type)) {
            throw options.refusal("dtype = %s is not supported, only float32".formatted(type));
          }
          return "float32";
        });
  }

  private static Layer dense(String name, Options options) {
    return new Dense(
        name,
        options.positive("units"),
        KerasObjects.parameter(options, "kernel", GLOROT),
        KerasObjects.parameter(options, "use_bias", "bias", Initializer.ZEROS),
        KerasObjects.activation(options, Activation.LINEAR));
  }

  private static Layer convolution(String name, Options options) {
    options.only("groups", 1);
    return new Convolution(
        name,
        options.positive("filters"),
        KerasObjects.window(options, "kernel_size", NONE, new int[] {1, 1}),
        KerasObjects.parameter(options, "kernel", GLOROT),
        KerasObjects.parameter(options, "use_bias", "bias", Initializer.ZEROS),
        KerasObjects.activation(options, Activation.LINEAR));
  }

  private static Layer depthwise(String name, Options options) {
    options.only("groups", 1);
    // Keras 2 writes what it inherits from Conv2D and never uses.
    options.pass("filters", "kernel_initializer", "kernel_regularizer", "kernel_constraint");
    return new DepthwiseConvolution(
        name,
        options.positive("depth_multiplier", 1),
        KerasObjects.window(options, "kernel_size", NONE, new int[] {1, 1}),
        KerasObjects.parameter(options, "depthwise", GLOROT),
        KerasObjects.parameter(options, "use_bias", "bias", Initializer.ZEROS),
        KerasObjects.activation(options, Activation.LINEAR));
  }

  private static Layer pooling(String name, Options options, boolean average) {
    return new Pooling(
        name, average, KerasObjects.window(options, "pool_size", new int[] {2, 2}, NONE));
  }

  private static Layer globalPooling(String name, Options options) {
    options.only("data_format", "channels_last");
    return new GlobalAveragePooling(name, options.flag("keepdims", false));
  }

  private static Layer flatten(String name, Options options) {
    options.only("data_format", "channels_last");
    return new Flatten(name);
  }

  private static Layer dropout(String name, Options options) {
    options.pass("seed");
    return new Dropout(name, options.number("rate", Double.NaN));
  }

  private static Layer batchNormalization(String name, Options options, List<Integer> input) {
    requireLastAxis(options, input);
    options.pass("fused", "renorm_momentum");
    return new BatchNormalization(
        name,
        options.share("momentum", 0.99),
        options.aboveZero("epsilon", 1e-3),
        KerasObjects.parameter(options, "scale", "gamma", Initializer.ONES),
        KerasObjects.parameter(options, "center", "beta", Initializer.ZEROS),
        KerasObjects.initializer(options, "moving_mean_initializer", Initializer.ZEROS),
        KerasObjects.initializer(options, "moving_variance_initializer", Initializer.ONES));
  }

  private static Layer layerNormalization(String name, Options options, List<Integer> input) {
    requireLastAxis(options, input);
    return new LayerNormalization(
        name,
        options.aboveZero("epsilon", 1e-3),
        KerasObjects.parameter(options, "scale", "gamma", Initializer.ONES),
        KerasObjects.parameter(options, "center", "beta", Initializer.ZEROS));
  }

  private static Layer activation(String name, Options options) {
    return new ActivationLayer(name, KerasObjects.activation(options, Activation.LINEAR));
  }

  private static Layer relu(String name, Options options) {
    options.only("max_value", "None");
    options.only("negative_slope", 0);
    options.only("threshold", 0);
    return new ActivationLayer(name, Activation.RELU);
  }

  private static Layer softmax(String name, Options options, List<Integer> input) {
    requireLastAxis(options, input);
    return new ActivationLayer(name, Activation.SOFTMAX);
  }

  /** Keras counts the batch as axis 0. */
  private static void requireLastAxis(Options options, List<Integer> input) {
    Object axis = options.take("axis");
    Object only = axis instanceof List<?> list && list.size() == 1 ? list.get(0) : axis;
    boolean last =
        only == null
            || (only instanceof Number number
                && (number.intValue() == -1 || number.intValue() == input.size()));
    if (!last) {
      throw options.refusal("axis = %s is not supported, only the last, -1".formatted(axis));
    }
  }
}
