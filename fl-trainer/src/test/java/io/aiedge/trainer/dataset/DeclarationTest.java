package io.aiedge.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {
  @TempDir Path root;
  private Path folder;
  private DataFolderFixture data;

  @BeforeEach
  void folderBesideASecret() throws IOException {
    folder = Files.createDirectory(root.resolve("datasets"));
    Files.writeString(root.resolve("secret.csv"), "1,0\n2,1\n");
    data = new DataFolderFixture(folder).write("x.csv", "1,2,0\n3,4,1\n");
  }

  @Test
  void theFolderSaysWhatThereIs() throws IOException {
    data.declare("b", "{}").declare("a", "{}").write("notes.txt", "").write(".hidden.json", "");

    assertThat(DatasetCatalog.open(folder).names()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'features': 'x.csv'}                                     | "format" is wrong: give csv, idx or npy
          {'format': 'xls', 'features': 'x.csv'}                    | "format" is wrong: give csv, idx or npy
          {'format': 'csv'}                                         | "features" is wrong: give the path of a file, or a list of paths
          {'format': 'csv', 'features': 3}                          | "features" is wrong: give a text or a list of texts
          {'format': 'idx', 'features': 'x.csv'}                    | "labels" is wrong: give a file of labels for each file of features
          {'format': 'csv', 'features': 'x.csv', 'labels': 'x.csv'} | "labels" is wrong: labels of CSV are a column of the features: give labelColumn
          {'format': 'csv', 'features': 'x.csv', 'name': 'y'}       | "name" is wrong: give the name of the file, x
          {'format': 'csv', 'features': 'x.csv', 'header': 1}       | "header" is wrong: give true or false
          {'format': 'csv', 'features': 'x.csv', 'labelColumn': 1.5} | "labelColumn" is wrong: give columns by name or by number
          {'format': 'csv', 'features': 'x.csv', 'labelColumn': [0, 1]} | "labelColumn" is wrong: give one column
          {'format': 'csv', 'features': 'x.csv', 'holdOut': 1}      | the fraction held out is from 0 (included) to 1 (excluded), not 1.0
          {'format': 'csv', 'features': 'x.csv', 'holdOut': 'much'} | "holdOut" is wrong: give a number
          {'format': 'csv', 'features': 'x.csv', 'seed': 1.5}       | "seed" is wrong: give a whole number or a list of them
          {'format': 'csv', 'features': 'x.csv', 'task': 'magic'}   | "task" is wrong: give classification or regression
          {'format': 'csv', 'features': 'x.csv', 'classes': 1}      | "classes" is wrong: give one number from 2 to 16777216, or names, and no regression
          {'format': 'csv', 'features': 'x.csv', 'classes': ['a', 'a']} | "classes" is wrong: give two or more different names, and no regression
          {'format': 'csv', 'features': 'x.csv', 'shape': [0]}      | "shape" is wrong: every dimension is at least 1
          {'format': 'csv', 'features': 'x.csv', 'rows': [5, 5]}    | "rows" is wrong: give [from, to] with 0 <= from < to; to is not included
          {'format': 'csv', 'features': 'x.csv', 'scaling': 'none'} | "scaling" is wrong: give an object
          {'format': 'csv', 'features': 'x.csv', 'scaling': {}}     | "scaling.kind" is wrong: give none, divide, min-max or standardise
          {'format': 'csv', 'features': 'x.csv', 'scaling': {'kind': 'divide'}} | "scaling.by" is wrong: give the number to divide by
          {'format': 'csv', 'features': 'x.csv', 'scaling': {'kind': 'divide', 'by': 0}} | features cannot be divided by 0.0
          {'format': 'csv', 'features': 'x.csv', 'scaling': {'kind': 'min-max', 'min': 0}} | "scaling.max" is wrong: give as many as min
          {'format': 'csv', 'features': 'x.csv', 'scaling': {'kind': 'standardise', 'mean': 0}} | 1 offsets do not go with 0 divisors
          {'format': 'csv', 'features': 'x.csv', 'scaling': {'kind': 'none', 'by': 2}} | "scaling.by" is not known; known are [kind]
          []                                                        | is not a JSON object
          """)
  void saysWhatIsWrongWithADeclaration(String declaration, String problem) throws IOException {
    data.declare("x", declaration);

    assertThat(data.reason("x")).isEqualTo("x.json: " + problem);
    assertThat(data.describe("x")).isEqualTo(new Unreadable("x.json: " + problem));
  }

  @Test
  void aMisspeltMemberIsNoticed() throws IOException {
    data.declare("x", "{'format': 'csv', 'features': 'x.csv', 'holdout': 0.2}");

    assertThat(data.reason("x"))
        .startsWith("x.json: \"holdout\" is not known; known are [classes, columns, features,");
  }

  @Test
  void saysInWhichLineADeclarationIsNotJson() throws IOException {
    data.declare("x", "{'format': 'csv',\n 'features': }").declare("y", "{'seed': 1, 'seed': 2}");

    assertThat(data.reason("x")).startsWith("x.json:2: not JSON: Unexpected character");
    assertThat(data.reason("y")).startsWith("x.json:1: not JSON: Duplicate".replace("x.", "y."));
  }

  @Test
  void givenScalingIsUsedAsItIs() throws IOException {
    data.declare(
            "x",
            "{'format': 'csv', 'features': 'x.csv',"
                + " 'scaling': {'kind': 'standardise', 'mean': [1, 2], 'deviation': [2, 4]}}")
        .declare(
            "y",
            "{'format': 'csv', 'features': 'x.csv',"
                + " 'scaling': {'kind': 'min-max', 'min': 1, 'max': 5}}")
        .declare(
            "z",
            "{'format': 'csv', 'features': 'x.csv',"
                + " 'scaling': {'kind': 'min-max', 'min': [1, 1, 1], 'max': [5, 5, 5]}}");

    assertThat(data.readable("x").training().features()).containsExactly(0, 0, 1, 0.5f);
    assertThat(data.readable("y").training().features()).containsExactly(0, 0.25f, 0.5f, 0.75f);
    assertThat(data.reason("z")).isEqualTo("x.csv: scaling is given for 3 features, a row has 2");
  }

  @Test
  void aShapeBeyondCountingIsNotThatOfARow() throws IOException {
    data.declare(
        "x",
        "{'format': 'csv', 'features': 'x.csv', 'shape': [2147483647, 2147483647, 2147483647]}");

    String problem =
        "x.csv: a row has shape [2], which is not [2147483647, 2147483647, 2147483647] as declared";
    assertThat(data.reason("x")).isEqualTo(problem);
    assertThat(data.describe("x")).isEqualTo(new Unreadable(problem));
  }

  @Test
  void aNameThatNobodyDeclaredIsUnreadable() throws IOException {
    assertThat(data.reason("nothing")).isEqualTo("nothing.json: there is no such file");
    assertThat(data.reason("../secret")).isEqualTo("../secret.json: not the name of a data set");
    assertThat(data.reason("")).isEqualTo(".json: not the name of a data set");
  }

  @Test
  void relativePathsStayInTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.csv"), root.resolve("secret.csv"));
    Files.createSymbolicLink(folder.resolve("inside.csv"), Path.of("x.csv"));
    Files.createSymbolicLink(folder.resolve("up"), root);
    String outside =
        ": lies outside the folder of data sets: move it there, or declare its absolute path";

    for (String path : new String[] {"../secret.csv", "link.csv", "up/secret.csv"}) {
      data.declare("x", "{'format': 'csv', 'features': '%s'}".formatted(path));
      assertThat(data.reason("x")).isEqualTo(path + outside);
    }
    data.declare("y", "{'format': 'csv', 'features': 'inside.csv'}");
    assertThat(data.readable("y").training().count()).isEqualTo(2);
  }

  @Test
  void anOperatorMayDeclareAFileElsewhereByItsAbsolutePath() throws IOException {
    data.declare("x", "{'format': 'csv', 'features': '%s'}".formatted(root.resolve("secret.csv")));

    assertThat(data.readable("x").training().count()).isEqualTo(2);
  }

  @Test
  void aDeclarationThatIsALinkOutOfTheFolderIsRefused() throws IOException {
    Files.writeString(root.resolve("x.json"), "{}");
    Files.createSymbolicLink(folder.resolve("x.json"), root.resolve("x.json"));

    assertThat(data.reason("x")).contains("lies outside the folder");
  }

  @Test
  void missingFilesAndFoldersAreNamed() throws IOException {
    data.declare("x", "{'format': 'csv', 'features': 'gone.csv'}")
        .declare("y", "{'format': 'csv', 'features': '.'}");

    assertThat(data.reason("x")).isEqualTo("gone.csv: there is no such file");
    assertThat(data.reason("y")).isEqualTo(".: is not a file");
  }
}
