package io.aiedge.core.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of one layer or other part of a Keras configuration. Each is taken once; those that
 * are left over at the end are not supported, so nothing that changes the meaning is passed over.
 */
final class Options {
  private final String where;
  private final Map<String, Object> left = new LinkedHashMap<>();

  Options(String where, Map<?, ?> values) {
    this.where = where;
    values.forEach(
        (key, value) -> {
          if (value != null) {
            left.put(String.valueOf(key), value);
          }
        });
  }

  /** The options under {@code config}, whatever stands beside them. */
  static Map<?, ?> config(String where, Map<?, ?> part) {
    return part.get("config") instanceof Map<?, ?> config ? config : Map.of();
  }

  String where() {
    return where;
  }

  Refusal refusal(String reason) {
    return new Refusal(where, reason);
  }

  @Nullable Object take(String key) {
    return left.remove(key);
  }

  /** Takes options that say nothing about the mathematics. */
  void pass(String... keys) {
    for (String key : keys) {
      left.remove(key);
    }
  }

  /** Takes an option of which only one value is supported; lists must hold only that value. */
  void only(String key, Object allowed) {
    Object value = take(key);
    boolean fits =
        value == null
            || (value instanceof List<?> list
                ? list.stream().allMatch(entry -> same(entry, allowed))
                : same(value, allowed));
    if (!fits) {
      throw refusal("%s = %s is not supported, only %s".formatted(key, value, allowed));
    }
  }

  private static boolean same(@Nullable Object value, Object allowed) {
    return value instanceof Number a && allowed instanceof Number b
        ? a.doubleValue() == b.doubleValue()
        : allowed.equals(value);
  }

  boolean flag(String key, boolean otherwise) {
    Object value = take(key);
    if (value == null || value instanceof Boolean) {
      return value == null ? otherwise : (Boolean) value;
    }
    throw refusal("%s = %s is neither true nor false".formatted(key, value));
  }

  double number(String key, double otherwise) {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw refusal("%s = %s is not a number".formatted(key, value));
  }

  double atLeastZero(String key, double otherwise) {
    double value = number(key, otherwise);
    if (value < 0) {
      throw refusal("%s = %s is below 0".formatted(key, value));
    }
    return value;
  }

  double aboveZero(String key, double otherwise) {
    double value = number(key, otherwise);
    if (value <= 0) {
      throw refusal("%s = %s is not above 0".formatted(key, value));
    }
    return value;
  }

  /** From 0, below 1. */
  double share(String key, double otherwise) {
    double value = number(key, otherwise);
    if (!(value >= 0 && value < 1)) {
      throw refusal("%s = %s; give a number from 0, below 1".formatted(key, value));
    }
    return value;
  }

  int positive(String key) {
    Object value = take(key);
    if (value == null) {
      throw refusal(key + " is missing");
    }
    return positive(key, value);
  }

  int positive(String key, int otherwise) {
    Object value = take(key);
    return value == null ? otherwise : positive(key, value);
  }

  private int positive(String key, @Nullable Object value) {
    int whole = whole(key, value);
    if (whole < 1) {
      throw refusal("%s = %s; give at least 1".formatted(key, value));
    }
    return whole;
  }

  private int whole(String key, @Nullable Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw refusal("%s = %s is not a whole number".formatted(key, value));
  }

  /**
   * Two numbers for height and width, given as one or as a list.
   *
   * @param otherwise what holds where they are not given; empty where they must be
   */
  int[] pair(String key, int[] otherwise) {
    Object value = take(key);
    if (value == null && otherwise.length == 0) {
      throw refusal(key + " is missing");
    } else if (value == null) {
      return otherwise;
    }
    if (value instanceof List<?> list) {
      if (list.size() != 2) {
        throw refusal("%s = %s; give one or two numbers".formatted(key, value));
      }
      return new int[] {positive(key, list.get(0)), positive(key, list.get(1))};
    }
    int both = positive(key, value);
    return new int[] {both, both};
  }

  /** Whole numbers, not checked further. */
  List<Integer> wholes(String key) {
    if (take(key) instanceof List<?> list) {
      List<Integer> wholes = new ArrayList<>();
      list.forEach(entry -> wholes.add(whole(key, entry)));
      return wholes;
    }
    throw refusal(key + " is not a list of whole numbers");
  }

  /** One of some names, in small letters. */
  <T> T choice(String key, T otherwise, Map<String, T> choices) {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    T chosen = choices.get(String.valueOf(value).toLowerCase(Locale.ROOT));
    if (chosen == null) {
      String names = choices.keySet().stream().sorted().collect(Collectors.joining(", "));
      throw refusal("%s = %s is not supported, only %s".formatted(key, value, names));
    }
    return chosen;
  }

  /** An option read by a function that gets this place to refuse at. */
  <T> T read(String key, T otherwise, Function<Object, T> reader) {
    Object value = take(key);
    return value == null ? otherwise : reader.apply(value);
  }

  /** Refuses what was not taken and is not off. */
  void finish() {
    left.forEach(
        (key, value) -> {
          if (!value.equals(false)) {
            throw refusal(
                "the option %s = %s is not supported; leave it out".formatted(key, value));
          }
        });
  }
}
