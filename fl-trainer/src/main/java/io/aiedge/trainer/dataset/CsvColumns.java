package io.aiedge.trainer.dataset;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.aiedge.trainer.dataset.Declaration.CsvLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which columns of one CSV file are read.
 *
 * @param count columns in all
 * @param features columns of the features
 * @param label column of the label
 */
record CsvColumns(int count, int[] features, int label) {
  static CsvColumns of(CsvLayout layout, DataFile file, List<String> header, int count)
      throws MalformedData {
    int label = find(layout.label(), file, header, count);
    List<Integer> features = new ArrayList<>();
    for (Column column : layout.features()) {
      features.add(find(column, file, header, count));
    }
    int[] chosen =
        features.isEmpty()
            ? IntStream.range(0, count).filter(column -> column != label).toArray()
            : features.stream().mapToInt(Integer::intValue).toArray();
    if (chosen.length == 0) {
      throw MalformedData.in(file, "has no column besides the label: check the separator");
    }
    return new CsvColumns(count, chosen, label);
  }

  private static int find(Column column, DataFile file, List<String> header, int count)
      throws MalformedData {
    if (column instanceof Column.Named && header.size() != count) {
      throw MalformedData.in(
          file,
          "has a header of %d names and rows of %d fields, so that column %s cannot be told",
          header.size(),
          count,
          column);
    }
    OptionalInt found = column.find(header, count);
    if (found.isEmpty()) {
      throw MalformedData.in(file, "has no column %s among its %d", column, count);
    }
    return found.getAsInt();
  }

  /** Refuses a row with more or fewer fields than the first. */
  void requireWidth(DataFile file, CsvRecord record) throws MalformedData {
    if (record.getFieldCount() != count) {
      throw MalformedData.at(
          file,
          record.getStartingLineNumber(),
          "has %d fields, the first row has %d",
          record.getFieldCount(),
          count);
    }
  }
}
