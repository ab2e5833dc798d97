package io.aiedge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes Keras {@code Sequential} models. */
final class Networks {
  private Networks() {}

  /** A model as Keras writes it down. */
  @SafeVarargs
  static Map<String, Object> sequential(List<Integer> input, Map<String, Object>... layers) {
    List<Object> all = new ArrayList<>();
    all.add(layer("InputLayer", Map.of("input_shape", input)));
    all.addAll(List.of(layers));
    return Map.of("class_name", "Sequential", "config", Map.of("layers", all));
  }

  static Map<String, Object> layer(String type, Map<String, Object> options) {
    return Map.of("class_name", type, "config", options);
  }

  static Map<String, Object> dense(int units, String activation) {
    return layer("Dense", Map.of("units", units, "activation", activation));
  }
}
