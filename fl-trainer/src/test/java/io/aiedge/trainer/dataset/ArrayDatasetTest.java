package io.aiedge.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.dataset.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayDatasetTest {
  private static final String IDX = "{'format': 'idx', 'features': 'rows', 'labels': 'labels'}";
  private static final String NPY = IDX.replace("idx", "npy");

  @TempDir Path folder;
  private DataFolderFixture data;

  @BeforeEach
  void emptyFolder() {
    data = new DataFolderFixture(folder);
  }

  private static byte[] idx(int type, int[] dimensions, Consumer<ByteBuffer> numbers) {
    ByteBuffer file = ByteBuffer.allocate(1000);
    file.putShort((short) 0).put((byte) type).put((byte) dimensions.length);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    numbers.accept(file);
    return Arrays.copyOf(file.array(), file.position());
  }

  private static byte[] npy(int version, String header, Consumer<ByteBuffer> numbers) {
    ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) header.length());
    } else {
      file.putInt(header.length());
    }
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    numbers.accept(file);
    return Arrays.copyOf(file.array(), file.position());
  }

  private static byte[] npy(String type, String shape, Consumer<ByteBuffer> numbers) {
    return npy(
        1,
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape),
        numbers);
  }

  private static Consumer<ByteBuffer> bytes(int... values) {
    return file -> Arrays.stream(values).forEach(value -> file.put((byte) value));
  }

  private static int[] classes(Readable readable) {
    return ((Labels.Classes) readable.training().labels()).values();
  }

  @Test
  void imagesInIdxKeepTheirShape() throws IOException {
    data.write(
            "rows",
            idx(8, new int[] {2, 2, 3}, bytes(0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255)))
        .write("labels", DataFolderFixture.gzip(idx(8, new int[] {2}, bytes(7, 2))))
        .declare("x", IDX);

    Readable read = data.readable("x");

    assertThat(read.training().shape()).containsExactly(2, 3);
    assertThat(read.training().features())
        .containsExactly(0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);
    assertThat(classes(read)).containsExactly(7, 2);
    assertThat(data.describe("x")).isEqualTo(new Described("x", 2, List.of(2, 3), 8));
  }

  @Test
  void idxHoldsNumbersOfAnyTypeInBigEndianOrder() throws IOException {
    data.write("labels", idx(0x0C, new int[] {1}, file -> file.putInt(1))).declare("x", IDX);

    data.write("rows", idx(0x09, new int[] {1, 2}, bytes(-1, 127)));
    assertThat(data.readable("x").training().features()).containsExactly(-1, 127);
    data.write("rows", idx(0x0B, new int[] {1}, file -> file.putShort((short) -300)));
    assertThat(data.readable("x").training().features()).containsExactly(-300);
    data.write("rows", idx(0x0D, new int[] {1}, file -> file.putFloat(1.5f)));
    assertThat(data.readable("x").training().features()).containsExactly(1.5f);
    data.write("rows", idx(0x0E, new int[] {1}, file -> file.putDouble(0.1)));
    assertThat(data.readable("x").training().features()).containsExactly(0.1f);
  }

  @ParameterizedTest
  @CsvSource({"<f4", "<f8", "<i4", "<i8", "|u1", "|i1", "<i2", ">f4"})
  void npyHoldsNumbersOfTheUsualTypes(String type) throws IOException {
    Consumer<ByteBuffer> numbers =
        file -> {
          file.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
          for (int value = 1; value <= 4; value++) {
            switch (type.substring(1)) {
              case "f4" -> file.putFloat(value);
              case "f8" -> file.putDouble(value);
              case "i4" -> file.putInt(value);
              case "i8" -> file.putLong(value);
              case "i2" -> file.putShort((short) value);
              default -> file.put((byte) value);
            }
          }
        };
    data.write("rows", npy(type, "2, 2", numbers))
        .write("labels", npy("<i8", "2,", file -> file.putLong(0).putLong(1)))
        .declare("x", NPY);

    assertThat(data.readable("x").training().features()).containsExactly(1, 2, 3, 4);
    assertThat(classes(data.readable("x"))).containsExactly(0, 1);
  }

  @Test
  void npyOfVersionTwoIsReadToo() throws IOException {
    String header = "{'shape': (1, 1), 'fortran_order': False, 'descr': '|u1'}";
    data.write("rows", npy(2, header, bytes(9)))
        .write("labels", npy("|u1", "1,", bytes(1)))
        .declare("x", NPY);

    assertThat(data.readable("x").training().features()).containsExactly(9);
  }

  @Test
  void aRowMayHaveSeveralNumbersToPredict() throws IOException {
    data.write("rows", npy("|u1", "2, 1", bytes(1, 2)))
        .write(
            "labels",
            npy("<f4", "2, 2", file -> file.putFloat(1).putFloat(2).putFloat(3).putFloat(4)))
        .declare("x", NPY.replace("}", ", 'task': 'regression'}"));

    Labels.Values labels = (Labels.Values) data.readable("x").training().labels();

    assertThat(labels.width()).isEqualTo(2);
    assertThat(labels.values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void rowsAreTakenAcrossFiles() throws IOException {
    data.write("a", idx(8, new int[] {3, 1}, bytes(0, 1, 2)))
        .write("b", DataFolderFixture.gzip(idx(8, new int[] {3, 1}, bytes(3, 4, 5))))
        .write("c", idx(8, new int[] {3}, bytes(0, 1, 2)))
        .write("d", idx(8, new int[] {3}, bytes(3, 4, 5)))
        .declare(
            "x",
            "{'format': 'idx', 'features': ['a', 'b'], 'labels': ['c', 'd'], 'rows': [2, 5],"
                + " 'shape': [1, 1, 1]}");

    assertThat(data.readable("x").training().features()).containsExactly(2, 3, 4);
    assertThat(classes(data.readable("x"))).containsExactly(2, 3, 4);
    assertThat(data.describe("x")).isEqualTo(new Described("x", 3, List.of(1, 1, 1), 5));
  }

  @Test
  void aDescriptionReadsNoFeatures() throws IOException {
    data.write("rows", idx(8, new int[] {2, 28, 28}, bytes(1)))
        .write("labels", idx(8, new int[] {2}, bytes(1, 0)))
        .declare("x", IDX);

    assertThat(data.describe("x")).isEqualTo(new Described("x", 2, List.of(28, 28), 2));
    assertThat(data.reason("x")).isEqualTo("rows: ends before the rows its header says");
  }

  @Test
  void brokenIdxIsUnreadable() throws IOException {
    data.write("labels", idx(8, new int[] {1}, bytes(0))).declare("x", IDX);

    assertThat(reasonFor(new byte[0])).isEqualTo("rows: ends within its header");
    assertThat(reasonFor(new byte[] {1, 2, 3, 4}))
        .startsWith("rows: is not IDX: it does not start");
    assertThat(reasonFor(idx(7, new int[] {1}, bytes(1))))
        .isEqualTo("rows: is not IDX: 0x07 is no type of number");
    assertThat(reasonFor(idx(8, new int[] {}, bytes(1)))).isEqualTo("rows: has no dimensions");
    assertThat(reasonFor(idx(8, new int[] {-1}, bytes(1))))
        .isEqualTo("rows: dimension 0 of its header is negative");
    assertThat(reasonFor(idx(8, new int[] {1, 70_000, 70_000}, bytes(1))))
        .isEqualTo("rows: its header says rows of shape [70000, 70000]");
    assertThat(reasonFor(idx(8, new int[] {1, 2}, bytes(1))))
        .isEqualTo("rows: ends before the rows its header says");
    assertThat(reasonFor(idx(8, new int[] {1, 2}, bytes(1, 2, 3))))
        .isEqualTo("rows: goes on after the 1 rows its header says");
    assertThat(reasonFor(idx(8, new int[] {2, 1}, bytes(1, 2))))
        .isEqualTo("labels: has 1 labels for the 2 rows of rows");
    assertThat(reasonFor(idx(0x0D, new int[] {1, 2}, f -> f.putFloat(1).putFloat(Float.NaN))))
        .isEqualTo("rows: row 0, number 1 (both counted from 0) is not finite");
    assertThat(reasonFor(idx(0x0E, new int[] {1}, file -> file.putDouble(1e300))))
        .isEqualTo("rows: row 0, number 0 (both counted from 0) is not finite");
  }

  private String reasonFor(byte[] rows) throws IOException {
    return data.write("rows", rows).reason("x");
  }

  @Test
  void brokenNpyIsUnreadable() throws IOException {
    data.write("labels", npy("|u1", "1,", bytes(0))).declare("x", NPY);

    assertThat(reasonFor(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .isEqualTo("rows: is not NPY of version 1, 2 or 3");
    assertThat(reasonFor(new byte[3])).isEqualTo("rows: ends within its header");
    assertThat(reasonFor(npy(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", bytes())))
        .isEqualTo("rows: is in Fortran order: save it again with numpy.ascontiguousarray");
    assertThat(reasonFor(npy("<c8", "1,", bytes())))
        .startsWith("rows: holds numbers of type c8: save them as f4");
    assertThat(reasonFor(npy("|u1", "", bytes(1)))).isEqualTo("rows: has no dimensions");
    assertThat(reasonFor(npy("|u1", "99999999999,", bytes(1))))
        .isEqualTo("rows: has a dimension above 2147483647");
    assertThat(reasonFor(npy(1, "{'descr': '<f4'}", bytes())))
        .isEqualTo("rows: its header has no usable 'fortran_order'");
    assertThat(reasonFor(npy(2, "", file -> file.putInt(8, Integer.MAX_VALUE))))
        .isEqualTo("rows: has a header of more than 1048576 bytes");
  }

  @Test
  void labelsThatAreNoClassesAreUnreadable() throws IOException {
    data.write("rows", npy("|u1", "2,", bytes(1, 2)))
        .declare("x", NPY.replace("}", ", 'classes': 2}"));

    data.write("labels", npy("|u1", "2,", bytes(0, 2)));
    assertThat(data.reason("x"))
        .isEqualTo("labels: the label of row 1 (counted from 0) is not a whole number from 0 to 1");
    data.write("labels", npy("<f4", "2,", file -> file.putFloat(0.5f).putFloat(0)));
    assertThat(data.reason("x")).startsWith("labels: the label of row 0 (counted from 0) is not");
    data.write("labels", npy("|u1", "2, 2", bytes(0, 1, 0, 1)));
    assertThat(data.reason("x")).isEqualTo("labels: has 2 numbers a row: a class is one");
  }

  @Test
  void aHeaderThatClaimsMoreThanTheMemoryHoldsIsRefused() throws IOException {
    data.write("rows", idx(8, new int[] {Integer.MAX_VALUE, 1000}, bytes(1)))
        .write("labels", idx(8, new int[] {Integer.MAX_VALUE}, bytes(1)))
        .declare("x", IDX);

    assertThat(data.reason("x")).contains("MiB of features do not fit the memory of");
  }

  @Test
  void noRowsAreUnreadable() throws IOException {
    data.write("rows", idx(8, new int[] {0, 28, 28}, bytes()))
        .write("labels", idx(8, new int[] {0}, bytes()))
        .declare("x", IDX);

    assertThat(data.reason("x")).isEqualTo("rows: has no rows");
    assertThat(data.describe("x")).isEqualTo(new Unreadable("rows: has no rows"));
  }

  @Test
  void largeFilesAreReadAcrossBuffers() throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    rows.write(idx(8, new int[] {300, 28, 28}, bytes()));
    for (int i = 0; i < 300 * 784; i++) {
      rows.write(i % 251);
    }
    data.write("rows", DataFolderFixture.gzip(rows.toByteArray()))
        .write("labels", idx(8, new int[] {300}, file -> file.put(new byte[300])))
        .declare("x", IDX);

    float[] expected = new float[300 * 784];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i % 251;
    }
    assertThat(data.readable("x").training().features()).isEqualTo(expected);
  }
}
