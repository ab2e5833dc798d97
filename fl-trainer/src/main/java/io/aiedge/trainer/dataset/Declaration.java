package io.aiedge.trainer.dataset;

import io.aiedge.core.dataset.Scaling;
import io.aiedge.core.dataset.Split;
import java.util.List;

/**
 * What an operator says of a data set.
 *
 * @param name the name jobs ask for
 * @param format how the files are written
 * @param features files with the rows, one after the other
 * @param labels files with the labels, as many as {@code features}; none for CSV
 * @param csv where labels and features stand in CSV; ignored for other formats
 * @param targets what the labels are
 * @param shape dimensions of a row; empty to take them as they are in the files
 * @param scaling of the features
 * @param split which rows are held out
 * @param rows which of the rows in the files belong to this data set
 */
record Declaration(
    String name,
    Format format,
    List<DataFile> features,
    List<DataFile> labels,
    CsvLayout csv,
    Targets targets,
    List<Integer> shape,
    Scaling scaling,
    Split.Settings split,
    RowRange rows) {
  /** How files are written. */
  enum Format {
    CSV,
    IDX,
    NPY
  }

  /**
   * Where things stand in a CSV file.
   *
   * @param header whether the first line is no row
   * @param label the column with labels
   * @param features the columns with features, in that order; empty for all but the label
   */
  record CsvLayout(boolean header, Column label, List<Column> features) {
    CsvLayout {
      features = List.copyOf(features);
    }
  }

  /**
   * Some of the rows.
   *
   * @param from first row, counted from 0
   * @param to the row after the last
   */
  record RowRange(long from, long to) {
    static final RowRange ALL = new RowRange(0, Long.MAX_VALUE);

    boolean contains(long row) {
      return row >= from && row < to;
    }
  }

  Declaration {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    shape = List.copyOf(shape);
  }
}
