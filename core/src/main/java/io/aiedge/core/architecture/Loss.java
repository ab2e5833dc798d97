package io.aiedge.core.architecture;

/** What training makes small: the mean over the rows of a batch. */
public enum Loss {
  /** {@code -log} of the probability of the row's class; labels are classes counted from 0. */
  CATEGORICAL_CROSSENTROPY,
  /** The same with one output and two classes, 0 and 1. */
  BINARY_CROSSENTROPY,
  /** Mean of the squared differences to the row's values; labels are numbers. */
  MEAN_SQUARED_ERROR
}
