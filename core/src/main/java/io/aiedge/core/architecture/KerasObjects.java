package io.aiedge.core.architecture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the small objects that stand in the options of Keras layers, in any of their spellings. */
final class KerasObjects {
  private static final Map<String, Padding> PADDINGS =
      Map.of("valid", Padding.VALID, "same", Padding.SAME);

  private KerasObjects() {}

  /**
   * A name: {@code "relu"}, or as Keras 3 writes it {@code {class_name: function, config: relu}}.
   */
  static Activation activation(Options options, Activation otherwise) {
    return options.read("activation", otherwise, value -> activation(options, value));
  }

  private static Activation activation(Options options, Object value) {
    Object name =
        value instanceof Map<?, ?> map && map.get("config") instanceof String config
            ? config
            : value;
    return Activation.named(String.valueOf(name))
        .orElseThrow(
            () ->
                options.refusal(
                    "the activation %s is not supported, only %s"
                        .formatted(name, Activation.names())));
  }

  /** The {@code role} of a layer, with its initialiser and regulariser. */
  static Parameter parameter(Options options, String role, Initializer otherwise) {
    options.only(role + "_constraint", "None");
    return new Parameter(
        initializer(options, role + "_initializer", otherwise), l2(options, role + "_regularizer"));
  }

  /** The same where a flag says that it is there. */
  static Optional<Parameter> parameter(
      Options options, String flag, String role, Initializer otherwise) {
    Parameter parameter = parameter(options, role, otherwise);
    return options.flag(flag, true) ? Optional.of(parameter) : Optional.empty();
  }

  static Initializer initializer(Options options, String key, Initializer otherwise) {
    return options.read(key, otherwise, value -> initializer(options, key, value));
  }

  private static Initializer initializer(Options options, String key, Object value) {
    Options of = named(options, key, value);
    of.pass("seed", "dtype");
    Initializer initializer =
        switch (name(value)) {
          case "zeros", "zero" -> Initializer.ZEROS;
          case "ones", "one" -> Initializer.ONES;
          case "constant" -> new Initializer.Constant((float) of.number("value", 0));
          case "randomnormal" ->
              new Initializer.Normal(of.number("mean", 0), of.atLeastZero("stddev", 0.05));
          case "truncatednormal" ->
              new Initializer.TruncatedNormal(of.number("mean", 0), of.atLeastZero("stddev", 0.05));
          case "randomuniform" ->
              new Initializer.Uniform(of.number("minval", -0.05), of.number("maxval", 0.05));
          case "glorotnormal" -> new Initializer.VarianceScaling(1, true, false);
          case "glorotuniform" -> new Initializer.VarianceScaling(1, true, true);
          case "henormal" -> new Initializer.VarianceScaling(2, false, false);
          case "heuniform" -> new Initializer.VarianceScaling(2, false, true);
          case "lecunnormal" -> new Initializer.VarianceScaling(1, false, false);
          case "lecununiform" -> new Initializer.VarianceScaling(1, false, true);
          default ->
              throw options.refusal(
                  "%s = %s is not supported, only zeros, ones, constant, random_normal,"
                          .formatted(key, value)
                      + " random_uniform, truncated_normal and glorot, he and lecun, _normal and"
                      + " _uniform");
        };
    of.finish();
    return initializer;
  }

  private static double l2(Options options, String key) {
    return options.read(
        key,
        0.0,
        value -> {
          Options of = named(options, key, value);
          if (!List.of("l2", "l1l2").contains(name(value))) {
            throw options.refusal("%s = %s is not supported, only L2".formatted(key, value));
          }
          of.only("l1", 0);
          double factor = of.atLeastZero("l2", 0.01);
          of.finish();
          return factor;
        });
  }

  static Window window(Options options, String sizeKey, int[] size, int[] strides) {
    options.only("dilation_rate", 1);
    options.only("data_format", "channels_last");
    int[] sizes = options.pair(sizeKey, size);
    int[] steps = options.pair("strides", strides.length == 0 ? sizes : strides);
    Padding padding = options.choice("padding", Padding.VALID, PADDINGS);
    return new Window(sizes[0], sizes[1], steps[0], steps[1], padding);
  }

  /** The options of an object given by its name alone or with a {@code config}. */
  static Options named(Options options, String key, Object value) {
    Map<?, ?> config =
        value instanceof Map<?, ?> map ? Options.config(options.where(), map) : Map.of();
    return new Options(options.where() + ", " + key, config);
  }

  /** The name of such an object: {@code GlorotUniform} and {@code glorot_uniform} are one. */
  static String name(Object value) {
    Object name = value instanceof Map<?, ?> map ? map.get("class_name") : value;
    return String.valueOf(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
