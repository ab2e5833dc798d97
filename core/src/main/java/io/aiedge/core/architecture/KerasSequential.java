package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a Keras {@code Sequential} model, as {@code model.to_json()} writes it
 * in Keras 2 and 3, parsed to maps, lists, strings, numbers and booleans. The shape of the input
 * stands in an {@code InputLayer}, in the first layer or in {@code build_input_shape}.
 */
public final class KerasSequential {
  private static final String MODEL = "model";
  private static final List<String> SHAPES =
      List.of("batch_input_shape", "batch_shape", "build_input_shape");

  private KerasSequential() {}

  /** Reads a model. A refusal names the layer, or {@code model} where it is about the whole. */
  public static Reading<Architecture> read(Map<String, ?> json) {
    try {
      return new Reading.Accepted<>(architecture(json));
    } catch (Refusal refusal) {
      return refusal.rejected();
    }
  }

  private static Architecture architecture(Map<?, ?> json) {
    if (!"Sequential".equals(json.get("class_name"))) {
      throw new Refusal(
          MODEL, "class_name is %s; give a Sequential model".formatted(json.get("class_name")));
    }
    Map<?, ?> config = json.get("config") instanceof Map<?, ?> map ? map : Map.of();
    Object found = json.get("config") instanceof List<?> list ? list : config.get("layers");
    if (!(found instanceof List<?> entries) || entries.isEmpty()) {
      throw new Refusal(MODEL, "config.layers is not a list of layers");
    }
    List<Integer> input = inputShape(layer(entries.get(0)), config);
    Architecture architecture = Architecture.of(input, layers(entries, input));
    if (architecture.parameterCount() == 0) {
      throw new Refusal(MODEL, "none of its layers has weights: there is nothing to train");
    }
    return architecture;
  }

  private static List<Layer> layers(List<?> entries, List<Integer> input) {
    List<Layer> layers = new ArrayList<>();
    List<Integer> shape = input;
    for (int i = 0; i < entries.size(); i++) {
      Map<?, ?> entry = layer(entries.get(i));
      String type = String.valueOf(entry.get("class_name"));
      Options options = options(entry, type, i);
      if (type.equals("InputLayer")) {
        requireFirst(options, i);
        continue;
      }
      Layer layer = KerasLayers.read(type, options, shape);
      shape = output(layer, shape);
      layers.add(layer);
    }
    return layers;
  }

  private static List<Integer> output(Layer layer, List<Integer> input) {
    try {
      return layer.output(input);
    } catch (ArithmeticException e) {
      throw new Refusal(layer.name(), "it makes a tensor too large to be counted");
    }
  }

  private static Options options(Map<?, ?> entry, String type, int place) {
    Map<?, ?> config = Options.config(MODEL, entry);
    Object name = config.get("name");
    String given =
        name instanceof String text && !text.isBlank()
            ? text
            : type.toLowerCase(Locale.ROOT) + "_" + place;
    return new Options(given, config);
  }

  private static void requireFirst(Options options, int place) {
    if (place > 0) {
      throw options.refusal("an InputLayer can only be the first layer");
    }
    options.only("dtype", "float32");
  }

  private static Map<?, ?> layer(@Nullable Object entry) {
    if (entry instanceof Map<?, ?> map && map.get("class_name") instanceof String) {
      return map;
    }
    throw new Refusal(MODEL, "config.layers holds something without class_name");
  }

  private static List<Integer> inputShape(Map<?, ?> first, Map<?, ?> model) {
    Options options = options(first, String.valueOf(first.get("class_name")), 0);
    Map<?, ?> config = Options.config(MODEL, first);
    for (Map<?, ?> place : List.of(config, model)) {
      for (String key : SHAPES) {
        if (place.get(key) instanceof List<?> batch) {
          return withoutBatch(options, key, batch);
        }
      }
    }
    if (config.get("input_shape") instanceof List<?> shape) {
      return dimensions(options, "input_shape", shape);
    }
    if (config.get("input_dim") instanceof Number width) {
      return dimensions(options, "input_dim", List.of(width));
    }
    throw options.refusal(
        "the shape of the input is missing; give the first layer batch_input_shape, such as"
            + " [null, 64]");
  }

  private static List<Integer> withoutBatch(Options options, String key, List<?> batch) {
    if (batch.size() < 2 || batch.get(0) != null) {
      throw options.refusal(
          "%s = %s; give null for the batch and then at least one dimension".formatted(key, batch));
    }
    return dimensions(options, key, batch.subList(1, batch.size()));
  }

  private static List<Integer> dimensions(Options options, String key, List<?> shape) {
    List<Integer> dimensions = new ArrayList<>();
    for (Object dimension : shape) {
      if (!(dimension instanceof Number number)
          || number.intValue() != number.doubleValue()
          || number.intValue() < 1) {
        throw options.refusal(
            "%s = %s; every dimension is a whole number of at least 1".formatted(key, shape));
      }
      dimensions.add(number.intValue());
    }
    if (dimensions.isEmpty()) {
      throw options.refusal(key + " is empty; give at least one dimension");
    }
    return dimensions;
  }
}
