package io.aiedge.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.dataset.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDatasetTest {
  @TempDir Path folder;
  private DataFolderFixture data;

  @BeforeEach
  void emptyFolder() {
    data = new DataFolderFixture(folder);
  }

  private static int[] classes(Readable readable) {
    return ((Labels.Classes) readable.training().labels()).values();
  }

  @Test
  void theLastColumnIsTheLabelIfNothingElseIsSaid() throws IOException {
    data.write("x.csv", "1,2,0\n3, 4.5 ,2\n-1e-1,+.5,1\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv'}");

    Readable read = data.readable("x");

    assertThat(read.training().features()).containsExactly(1, 2, 3, 4.5f, -0.1f, 0.5f);
    assertThat(read.training().shape()).containsExactly(2);
    assertThat(classes(read)).containsExactly(0, 2, 1);
    assertThat(read.heldOut().count()).isZero();
    assertThat(read.classes()).isEqualTo(3);
    assertThat(data.describe("x")).isEqualTo(new Described("x", 3, List.of(2), 3));
  }

  @Test
  void columnsAreChosenByNameOrNumberAndClassesByName() throws IOException {
    data.write("x.csv", "\uFEFFid,kind,\"a, or so\",b\r\n7,bad,1,2\r\n8,good,3,4\r\n")
        .declare(
            "x",
            "{'name': 'x', 'format': 'csv', 'features': 'x.csv', 'header': true, 'labelColumn':"
                + " 'kind', 'columns': [-1, 'a, or so'], 'classes': ['good', 'bad']}");

    Readable read = data.readable("x");

    assertThat(read.training().features()).containsExactly(2, 1, 4, 3);
    assertThat(classes(read)).containsExactly(1, 0);
  }

  @Test
  void declaredClassesCountEvenIfNoRowIsOfTheLast() throws IOException {
    data.write("x.csv", "1,0\n2,1\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv', 'classes': 10}");

    assertThat(data.readable("x").classes()).isEqualTo(10);
    assertThat(data.describe("x")).isEqualTo(new Described("x", 2, List.of(1), 10));
  }

  @Test
  void aHeaderNobodyChoosesByMayBeOfAnyLength() throws IOException {
    data.write("x.csv", "2,1,good,bad\n5,0\n6,1\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv', 'header': true}");

    assertThat(data.readable("x").training().features()).containsExactly(5, 6);
  }

  @Test
  void gzipIsKnownByItsFirstBytesAndFilesFollowOneAnother() throws IOException {
    data.write("a.csv", DataFolderFixture.gzip("1,0\n2,1\n".getBytes(StandardCharsets.UTF_8)))
        .write("more/b.csv.gz", "3,0")
        .declare("x", "{'format': 'csv', 'features': ['a.csv', 'more/b.csv.gz']}");

    assertThat(data.readable("x").training().features()).containsExactly(1, 2, 3);
  }

  @Test
  void onlyTheDeclaredRowsBelongToTheDataSet() throws IOException {
    data.write("a.csv", "0,0\n1,0\n2,0\n")
        .write("b.csv", "3,0\n4,0\n5,0\n")
        .declare("x", "{'format': 'csv', 'features': ['a.csv', 'b.csv'], 'rows': [2, 5]}")
        .declare("y", "{'format': 'csv', 'features': ['a.csv', 'b.csv'], 'rows': [2, 7]}");

    assertThat(data.readable("x").training().features()).containsExactly(2, 3, 4);
    assertThat(data.describe("x")).isEqualTo(new Described("x", 3, List.of(1), 1));
    assertThat(data.reason("y")).isEqualTo("a.csv: rows up to 7 are declared, there are 6");
  }

  @Test
  void numbersToPredictAreKeptAsTheyAre() throws IOException {
    data.write("x.csv", "1,-2.5\n2,7\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv', 'task': 'regression'}");

    Readable read = data.readable("x");

    assertThat(((Labels.Values) read.training().labels()).values()).containsExactly(-2.5f, 7);
    assertThat(read.classes()).isZero();
    assertThat(data.describe("x")).isEqualTo(new Described("x", 2, List.of(1), 0));
  }

  @Test
  void rowsAreHeldOutBySeedAndScalingLooksOnlyAtTheOthers() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      rows.append(i * i).append(',').append(i % 2).append('\n');
    }
    data.write("x.csv", rows.toString())
        .declare(
            "x",
            "{'format': 'csv', 'features': 'x.csv', 'holdOut': 0.2, 'seed': 9, 'stratified': true,"
                + " 'scaling': {'kind': 'standardise'}}");

    Readable read = data.readable("x");

    assertThat(read.heldOut().count()).isEqualTo(20);
    float[] training = read.training().features();
    double mean = 0;
    double square = 0;
    for (float value : training) {
      mean += value / training.length;
      square += value * (double) value / training.length;
    }
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(1e-6));
    assertThat(data.readable("x").heldOut().features()).isEqualTo(read.heldOut().features());
  }

  @Test
  void rowsTakeTheDeclaredShape() throws IOException {
    data.write("x.csv", "1,2,3,4,0\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv', 'shape': [2, 2, 1]}")
        .declare("y", "{'format': 'csv', 'features': 'x.csv', 'shape': [3]}");

    assertThat(data.readable("x").training().shape()).containsExactly(2, 2, 1);
    assertThat(data.describe("x")).isEqualTo(new Described("x", 1, List.of(2, 2, 1), 1));
    assertThat(data.reason("y"))
        .isEqualTo("x.csv: a row has shape [4], which is not [3] as declared");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,0;abc,1       | x.csv:2: column 0 (counted from 0) is not a finite number
          1,0;NaN,1       | x.csv:2: column 0 (counted from 0) is not a finite number
          1,0;2,1;1e99,1  | x.csv:3: column 0 (counted from 0) is not a finite number
          1,0;Infinity,1  | x.csv:2: column 0 (counted from 0) is not a finite number
          1,0;0x1p3,1     | x.csv:2: column 0 (counted from 0) is not a finite number
          1,0;,1          | x.csv:2: column 0 (counted from 0) is empty, not a finite number
          1,0;2,1,3       | x.csv:2: has 3 fields, the first row has 2
          1,0;2           | x.csv:2: has 1 fields, the first row has 2
          1,0;2,-1        | x.csv:2: column 1 (counted from 0) is not a whole number from 0
          1,0;2,0.5       | x.csv:2: column 1 (counted from 0) is not a whole number from 0
          1,0;2,          | x.csv:2: column 1 (counted from 0) is empty, not a whole number from 0
          1;2             | x.csv: has no column besides the label: check the separator
          ''              | x.csv: has no rows
          """)
  void saysWhereAFileIsWrongWithoutQuotingIt(String rows, String reason) throws IOException {
    data.write("x.csv", rows.replace(';', '\n'))
        .declare("x", "{'format': 'csv', 'features': 'x.csv'}");

    assertThat(data.reason("x")).isEqualTo(reason);
  }

  @Test
  void aLabelOutsideTheDeclaredClassesIsRefused() throws IOException {
    data.write("x.csv", "1,0\n2,3\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv', 'classes': 3}")
        .declare("y", "{'format': 'csv', 'features': 'x.csv', 'classes': ['0', '1']}");

    assertThat(data.reason("x"))
        .isEqualTo("x.csv:2: column 1 (counted from 0) is not a whole number from 0 to 2");
    assertThat(data.reason("y"))
        .isEqualTo("x.csv:2: column 1 (counted from 0) is not one of the 2 classes declared");
    assertThat(data.describe("x")).isEqualTo(new Unreadable(data.reason("x")));
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    data.write("x.csv", "a,b\n1,0\n")
        .declare("x", "{'format': 'csv', 'features': 'x.csv', 'header': true, 'labelColumn': 'c'}")
        .declare("y", "{'format': 'csv', 'features': 'x.csv', 'header': true, 'columns': [2]}")
        .declare("z", "{'format': 'csv', 'features': 'x.csv', 'labelColumn': 'b'}");

    assertThat(data.reason("x")).isEqualTo("x.csv: has no column \"c\" among its 2");
    assertThat(data.reason("y")).isEqualTo("x.csv: has no column 2 among its 2");
    assertThat(data.reason("z")).contains("has a header of 0 names and rows of 2 fields");
  }

  @Test
  void aCutOffGzipFileIsUnreadable() throws IOException {
    byte[] gzip = DataFolderFixture.gzip("1,0\n".repeat(9999).getBytes(StandardCharsets.UTF_8));
    data.write("x.csv", java.util.Arrays.copyOf(gzip, gzip.length - 9))
        .declare("x", "{'format': 'csv', 'features': 'x.csv'}");

    assertThat(data.reason("x")).startsWith("x").contains("Unexpected end");
  }

  @Test
  void rowsThatDoNotFitTheMemoryAreRefused() throws IOException {
    data.write("x.csv", "1,2,3,0\n".repeat(1000))
        .declare("x", "{'format': 'csv', 'features': 'x.csv'}");

    DatasetReading reading = DatasetCatalog.open(folder, new Memory(10_000)).read("x");

    assertThat(((Unreadable) reading).reason()).contains("do not fit the memory");
  }
}
