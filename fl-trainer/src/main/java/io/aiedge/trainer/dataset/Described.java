package io.aiedge.trainer.dataset;

import java.util.List;

/**
 * A data set that can be asked for.
 *
 * @param name as declared
 * @param rows rows in all, training and held-out together
 * @param shape dimensions of one row's features
 * @param classes number of classes, declared or else the largest label and one; 0 for regression
 */
public record Described(String name, long rows, List<Integer> shape, int classes)
    implements DatasetDescription {
  public Described {
    shape = List.copyOf(shape);
  }
}
