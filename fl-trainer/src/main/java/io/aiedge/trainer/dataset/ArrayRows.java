package io.aiedge.trainer.dataset;

import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.dataset.Declaration.RowRange;
import java.io.IOException;

/** Rows of array files: features in one file, or several, and labels in as many. */
final class ArrayRows implements RowReader {
  private final Declaration declaration;
  private final ArrayFiles.Format format;
  private final Memory memory;

  ArrayRows(Declaration declaration, ArrayFiles.Format format, Memory memory) {
    this.declaration = declaration;
    this.format = format;
    this.memory = memory;
  }

  @Override
  public Samples read() throws IOException {
    ArrayFiles features = ArrayFiles.of(format, declaration.features());
    ArrayFiles labels = labelsOf(features);
    RowRange rows = features.within(declaration.rows());
    float[] targets = targets(labels, rows);
    return new Samples(
        features.shape(),
        features.read(rows, memory),
        declaration.targets().labels(targets, labels.width()));
  }

  @Override
  public Described describe() throws IOException {
    ArrayFiles features = ArrayFiles.of(format, declaration.features());
    ArrayFiles labels = labelsOf(features);
    RowRange rows = features.within(declaration.rows());
    Targets targets = declaration.targets();
    float largest = -1;
    if (!targets.regression() && targets.declaredClasses() == 0) {
      for (float label : targets(labels, rows)) {
        largest = Math.max(largest, label);
      }
    }
    return new Described(
        declaration.name(), rows.to() - rows.from(), features.shape(), targets.classes(largest));
  }

  private ArrayFiles labelsOf(ArrayFiles features) throws IOException {
    ArrayFiles labels = ArrayFiles.of(format, declaration.labels());
    for (int i = 0; i < features.files().size(); i++) {
      int rows = features.headers().get(i).rows();
      int labelled = labels.headers().get(i).rows();
      if (rows != labelled) {
        throw MalformedData.in(
            labels.files().get(i),
            "has %d labels for the %d rows of %s",
            labelled,
            rows,
            features.files().get(i).name());
      }
    }
    if (!declaration.targets().regression() && labels.width() != 1) {
      throw MalformedData.in(
          labels.files().get(0), "has %d numbers a row: a class is one", labels.width());
    }
    return labels;
  }

  private float[] targets(ArrayFiles labels, RowRange rows) throws IOException {
    float[] targets = labels.read(rows, memory);
    for (int i = 0; i < targets.length; i++) {
      if (!declaration.targets().allows(targets[i])) {
        throw MalformedData.in(
            labels.files().get(0),
            "the label of row %d (counted from 0) is not %s",
            rows.from() + i / labels.width(),
            declaration.targets().allowed());
      }
    }
    return targets;
  }
}
