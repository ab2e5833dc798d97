package io.aiedge.trainer.dataset;

import java.util.List;
import java.util.OptionalInt;

/** How a declaration points at a column of a CSV file. */
sealed interface Column {
  /** Its place, if there is such a column among {@code count}. */
  OptionalInt find(List<String> header, int count);

  /** By the name in the header. */
  record Named(String name) implements Column {
    @Override
    public OptionalInt find(List<String> header, int count) {
      int index = header.indexOf(name);
      return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    @Override
    public String toString() {
      return '"' + name + '"';
    }
  }

  /** By its place: 0 is the first column, -1 the last. */
  record Numbered(int index) implements Column {
    @Override
    public OptionalInt find(List<String> header, int count) {
      int place = index < 0 ? count + index : index;
      return place < 0 || place >= count ? OptionalInt.empty() : OptionalInt.of(place);
    }

    @Override
    public String toString() {
      return Integer.toString(index);
    }
  }
}
