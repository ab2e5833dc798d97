package io.aiedge.trainer.dataset;

import io.aiedge.trainer.dataset.Declaration.RowRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Array files that follow one another, with rows of one shape.
 *
 * @param format their format
 * @param files at least one
 * @param headers of each
 */
record ArrayFiles(Format format, List<DataFile> files, List<ArrayHeader> headers) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** A format of arrays: it differs from others in its header alone. */
  interface Format {
    /** Reads the header and leaves the stream at the first number. */
    ArrayHeader header(DataFile file, InputStream in) throws IOException;
  }

  ArrayFiles {
    files = List.copyOf(files);
    headers = List.copyOf(headers);
  }

  /** Reads the headers. */
  static ArrayFiles of(Format format, List<DataFile> files) throws IOException {
    List<ArrayHeader> headers = new ArrayList<>();
    for (DataFile file : files) {
      try (InputStream in = file.open()) {
        headers.add(format.header(file, in));
      }
      List<Integer> shape = headers.get(headers.size() - 1).shape();
      if (!shape.equals(headers.get(0).shape())) {
        throw MalformedData.in(
            file, "has rows of shape %s, the file before it %s", shape, headers.get(0).shape());
      }
    }
    return new ArrayFiles(format, files, headers);
  }

  List<Integer> shape() {
    return headers.get(0).shape();
  }

  /** Numbers in a row. */
  int width() {
    return headers.get(0).width();
  }

  /** Rows of all files. */
  long rows() {
    return headers.stream().mapToLong(ArrayHeader::rows).sum();
  }

  /** The rows of a declared range that is not known to fit. */
  RowRange within(RowRange declared) throws MalformedData {
    if (declared.equals(RowRange.ALL)) {
      return new RowRange(0, rows());
    }
    if (declared.to() > rows()) {
      throw MalformedData.in(
          files.get(0), "rows up to %d are declared, there are %d", declared.to(), rows());
    }
    return declared;
  }

  /** The numbers of some rows, each finite. */
  float[] read(RowRange range, Memory memory) throws IOException {
    long floats = (range.to() - range.from()) * width();
    memory.require(files.get(0), floats);
    float[] numbers = new float[(int) floats];
    int filled = 0;
    long start = 0;
    for (int i = 0; i < files.size(); i++) {
      int rows = headers.get(i).rows();
      long from = Math.max(range.from(), start) - start;
      long to = Math.min(range.to(), start + rows) - start;
      if (from < to) {
        int count = (int) (to - from) * width();
        fill(files.get(i), from, to, numbers, filled);
        requireFinite(files.get(i), from, numbers, filled, count);
        filled += count;
      }
      start += rows;
    }
    return numbers;
  }

  private void fill(DataFile file, long from, long to, float[] numbers, int at) throws IOException {
    try (InputStream in = file.open()) {
      ArrayHeader header = format.header(file, in);
      ElementType type = header.type();
      in.skipNBytes(from * width() * type.bytes());
      byte[] buffer = new byte[BUFFER_BYTES];
      ByteBuffer view = ByteBuffer.wrap(buffer).order(header.order());
      int end = at + (int) (to - from) * width();
      for (int next = at; next < end; ) {
        int count = Math.min(BUFFER_BYTES / type.bytes(), end - next);
        int bytes = count * type.bytes();
        if (in.readNBytes(buffer, 0, bytes) < bytes) {
          throw new EOFException();
        }
        type.convert(view.rewind(), numbers, next, count);
        next += count;
      }
      if (to == header.rows() && in.read() >= 0) {
        throw MalformedData.in(file, "goes on after the %d rows its header says", header.rows());
      }
    } catch (EOFException e) {
      throw MalformedData.in(file, "ends before the rows its header says");
    }
  }

  private void requireFinite(DataFile file, long from, float[] numbers, int at, int count)
      throws MalformedData {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(numbers[at + i])) {
        throw MalformedData.in(
            file,
            "row %d, number %d (both counted from 0) is not finite",
            from + i / width(),
            i % width());
      }
    }
  }
}
