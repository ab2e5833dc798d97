package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keras configurations for tests. */
final class Models {
  private Models() {}

  /** A layer; options are names and values in turn. */
  static Map<String, Object> layer(String type, @Nullable Object... options) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      config.put(String.valueOf(options[i]), options[i + 1]);
    }
    return Map.of("class_name", type, "config", config);
  }

  /** A model whose input has the given shape. */
  static Map<String, Object> model(List<Integer> input, List<Map<String, Object>> layers) {
    Integer[] batch = new Integer[input.size() + 1];
    for (int i = 0; i < input.size(); i++) {
      batch[i + 1] = input.get(i);
    }
    List<Object> all = new ArrayList<>();
    all.add(layer("InputLayer", "name", "in", "batch_shape", Arrays.asList(batch)));
    all.addAll(layers);
    return Map.of("class_name", "Sequential", "config", Map.of("layers", all));
  }

  @SafeVarargs
  static Map<String, Object> model(List<Integer> input, Map<String, Object>... layers) {
    return model(input, List.of(layers));
  }

  @SafeVarargs
  static Architecture accepted(List<Integer> input, Map<String, Object>... layers) {
    return ((Reading.Accepted<Architecture>) KerasSequential.read(model(input, layers))).value();
  }

  @SafeVarargs
  static String refused(List<Integer> input, Map<String, Object>... layers) {
    return ((Reading.Rejected<Architecture>) KerasSequential.read(model(input, layers))).message();
  }

  /** McMahan et al. 2017, section 3: the network with two hidden layers. */
  static Architecture twoHidden() {
    return accepted(
        List.of(784),
        layer("Dense", "name", "a", "units", 200, "activation", "relu"),
        layer("Dense", "name", "b", "units", 200, "activation", "relu"),
        layer("Dense", "name", "c", "units", 10, "activation", "softmax"));
  }

  /** McMahan et al. 2017, section 3: the convolutional network. */
  static Architecture convolutional() {
    return accepted(
        List.of(28, 28, 1),
        layer("Conv2D", "name", "c1", "filters", 32, "kernel_size", 5, "padding", "same"),
        layer("MaxPooling2D", "name", "p1"),
        layer("Conv2D", "name", "c2", "filters", 64, "kernel_size", 5, "padding", "same"),
        layer("MaxPooling2D", "name", "p2"),
        layer("Flatten", "name", "f"),
        layer("Dense", "name", "d", "units", 512, "activation", "relu"),
        layer("Dense", "name", "o", "units", 10, "activation", "softmax"));
  }
}
