package io.aiedge.trainer.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.aiedge.core.dataset.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** Rows of CSV files (RFC 4180, UTF-8): one row a record, every feature a decimal number. */
final class CsvRows implements RowReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Declaration declaration;
  private final Memory memory;

  CsvRows(Declaration declaration, Memory memory) {
    this.declaration = declaration;
    this.memory = memory;
  }

  @Override
  public Samples read() throws IOException {
    FloatRows features = new FloatRows(memory);
    FloatRows labels = new FloatRows(memory);
    int width =
        scan(
            (file, record, columns) -> {
              for (int column : columns.features()) {
                features.add(file, feature(file, record, column));
              }
              labels.add(file, label(file, record, columns.label()));
            });
    return new Samples(
        List.of(width), features.toArray(), declaration.targets().labels(labels.toArray(), 1));
  }

  @Override
  public Described describe() throws IOException {
    Tally tally = new Tally();
    int width = scan((file, record, columns) -> tally.count(label(file, record, columns.label())));
    return new Described(
        declaration.name(),
        tally.rows,
        List.of(width),
        declaration.targets().classes(tally.largestLabel));
  }

  private static final class Tally {
    private long rows;
    private float largestLabel = -1;

    void count(float label) {
      rows++;
      largestLabel = Math.max(largestLabel, label);
    }
  }

  private interface Visitor {
    void row(DataFile file, CsvRecord record, CsvColumns columns) throws MalformedData;
  }

  /** Shows the declared rows to a visitor; returns the number of features of each, 0 if no rows. */
  private int scan(Visitor visitor) throws IOException {
    long row = 0;
    int width = 0;
    for (DataFile file : declaration.features()) {
      try (InputStream in = file.open();
          CsvReader<CsvRecord> reader = open(in)) {
        CsvColumns columns = null;
        List<String> header = List.of();
        Iterator<CsvRecord> records = reader.iterator();
        if (declaration.csv().header() && records.hasNext()) {
          header = records.next().getFields();
        }
        while (records.hasNext() && row < declaration.rows().to()) {
          CsvRecord record = records.next();
          if (columns == null) {
            columns = CsvColumns.of(declaration.csv(), file, header, record.getFieldCount());
            width = sameWidth(file, width, columns.features().length);
          }
          columns.requireWidth(file, record);
          if (declaration.rows().contains(row++)) {
            visitor.row(file, record, columns);
          }
        }
      } catch (CsvParseException | UncheckedIOException e) {
        throw MalformedData.because(file, e);
      }
    }
    if (row < declaration.rows().to() && declaration.rows().to() != Long.MAX_VALUE) {
      throw MalformedData.in(
          declaration.features().get(0),
          "rows up to %d are declared, there are %d",
          declaration.rows().to(),
          row);
    }
    return width;
  }

  /** A byte order mark is skipped here: FastCSV 4.1.0 garbles a file of fewer than four bytes. */
  private static CsvReader<CsvRecord> open(InputStream in) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text);
  }

  private static int sameWidth(DataFile file, int before, int now) throws MalformedData {
    if (before != 0 && before != now) {
      throw MalformedData.in(file, "has %d features, the file before it has %d", now, before);
    }
    return now;
  }

  private static float feature(DataFile file, CsvRecord record, int column) throws MalformedData {
    float value = CsvNumber.parse(record.getField(column));
    if (Float.isNaN(value)) {
      throw wrong(file, record, column, "a finite number");
    }
    return value;
  }

  private float label(DataFile file, CsvRecord record, int column) throws MalformedData {
    float value = declaration.targets().parse(record.getField(column));
    if (!declaration.targets().allows(value)) {
      throw wrong(file, record, column, declaration.targets().allowed());
    }
    return value;
  }

  private static MalformedData wrong(DataFile file, CsvRecord record, int column, String allowed) {
    return MalformedData.at(
        file,
        record.getStartingLineNumber(),
        record.getField(column).isBlank()
            ? "column %d (counted from 0) is empty, not %s"
            : "column %d (counted from 0) is not %s",
        column,
        allowed);
  }
}
