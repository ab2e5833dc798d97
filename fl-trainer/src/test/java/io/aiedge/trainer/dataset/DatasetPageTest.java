package io.aiedge.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPageTest {
  private static final Pattern TABLE_ROW =
      Pattern.compile("(?m)^\\| `([a-zA-Z]+)` \\|[^|]*\\|[^|]+\\|$");

  @TempDir Path folder;

  @Test
  void thePageNamesEveryMemberOfADeclarationAndNoOther() throws IOException {
    DataFolderFixture data =
        new DataFolderFixture(folder)
            .write("x.csv", "1,0\n")
            .declare("x", "{'format': 'csv', 'features': 'x.csv', 'unknown': 1}");
    String page = Files.readString(Path.of("..", "docs", "datasets.md"));

    TreeSet<String> described =
        TABLE_ROW
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(data.reason("x"))
        .isEqualTo("x.json: \"unknown\" is not known; known are " + described);
  }

  @Test
  void theFirstExampleOfThePageWorks() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "datasets.md"));
    String example = page.substring(page.indexOf("```json") + 7, page.indexOf("```\n\n|"));
    DataFolderFixture data =
        new DataFolderFixture(folder)
            .write("readings.csv.gz", "heat,state,speed\n" + "1,fine,2\n3,worn,4\n".repeat(10))
            .declare("readings", example);

    Readable read = data.readable("readings");

    assertThat(read.classes()).isEqualTo(3);
    assertThat(read.training().count()).isEqualTo(16);
    assertThat(read.heldOut().count()).isEqualTo(4);
  }
}
