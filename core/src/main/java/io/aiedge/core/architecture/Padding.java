package io.aiedge.core.architecture;

/** What a window does at the border of an image. */
public enum Padding {
  /** It stays inside: {@code floor((size - window) / stride) + 1} places. */
  VALID,
  /** It may stick out, over zeros: {@code ceil(size / stride)} places. */
  SAME;

  int places(int size, int window, int stride) {
    return switch (this) {
      case VALID -> size < window ? 0 : (size - window) / stride + 1;
      case SAME -> (size + stride - 1) / stride;
    };
  }
}
