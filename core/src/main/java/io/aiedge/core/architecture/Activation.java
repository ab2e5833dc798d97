package io.aiedge.core.architecture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Functions applied to each value, or for SOFTMAX to each row of the last dimension. */
public enum Activation {
  /** The value itself. */
  LINEAR,
  RELU,
  SIGMOID,
  TANH,
  SOFTMAX,
  ELU,
  SELU,
  /** With the error function, not its approximation by tanh. */
  GELU;

  static Optional<Activation> named(String kerasName) {
    return Arrays.stream(values()).filter(value -> value.kerasName().equals(kerasName)).findAny();
  }

  static String names() {
    return Arrays.stream(values()).map(Activation::kerasName).collect(Collectors.joining(", "));
  }

  private String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
