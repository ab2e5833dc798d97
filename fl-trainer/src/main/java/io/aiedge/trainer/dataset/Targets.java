package io.aiedge.trainer.dataset;

import io.aiedge.core.dataset.Labels;
import java.util.List;

/**
 * What a data set's labels are. Labels of both kinds are read as floats, which hold every class
 * number below 2^24 exactly.
 *
 * @param regression whether labels are numbers to predict instead of classes
 * @param declaredClasses number of classes, 0 where it is not declared or labels are no classes
 * @param names names of the classes in their order, where labels are names; else none
 */
record Targets(boolean regression, int declaredClasses, List<String> names) {
  static final int MAX_CLASSES = 1 << 24;

  Targets {
    names = List.copyOf(names);
  }

  /** The label a text stands for; NaN if none. */
  float parse(String text) {
    if (names.isEmpty()) {
      return CsvNumber.parse(text);
    }
    int index = names.indexOf(text.strip());
    return index < 0 ? Float.NaN : index;
  }

  /** Whether a number can be a label. */
  boolean allows(float value) {
    if (regression) {
      return Float.isFinite(value);
    }
    int limit = declaredClasses == 0 ? MAX_CLASSES : declaredClasses;
    return value >= 0 && value < limit && value == (int) value;
  }

  /** What {@link #allows} wants, for people. */
  String allowed() {
    if (regression) {
      return "a finite number";
    }
    if (!names.isEmpty()) {
      return "one of the " + names.size() + " classes declared";
    }
    return declaredClasses == 0
        ? "a whole number from 0"
        : "a whole number from 0 to " + (declaredClasses - 1);
  }

  /** Labels of allowed numbers, {@code width} a row. */
  Labels labels(float[] values, int width) {
    if (regression) {
      return new Labels.Values(values, width);
    }
    int[] classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      classes[i] = (int) values[i];
    }
    return new Labels.Classes(classes);
  }

  /** Number of classes, given the largest label. */
  int classes(float largest) {
    if (regression) {
      return 0;
    }
    return declaredClasses == 0 ? (int) largest + 1 : declaredClasses;
  }
}
