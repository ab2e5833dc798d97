package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.core.file.FileTree;
import io.aiedge.event.fleet.HeldDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldDatasetsTest {
  @TempDir private Path folder;

  @Test
  void whatIsThereAtTheStartIsOfferedAtOnce() throws Exception {
    declare("one", "1,2,0\n3,4,1\n");

    try (HeldDatasets held = HeldDatasets.watch(folder, Duration.ofMinutes(1))) {
      assertThat(held.now()).extracting(HeldDataset::getName).containsExactly("one");

      declare("two", "1,2,0\n");

      await()
          .untilAsserted(
              () ->
                  assertThat(held.now())
                      .extracting(HeldDataset::getName)
                      .containsExactly("one", "two"));
    }
  }

  @Test
  void aFileIsReadAgainOnlyOnceItHasStoodStill() throws IOException {
    declare("x", "1,2,0\n");
    HeldDatasets held = new HeldDatasets(folder);
    held.look();
    assertThat(rows(held)).isEqualTo(1);

    append("x.csv", "3,4,1\n");
    held.look();
    assertThat(rows(held)).isEqualTo(1);
    append("x.csv", "5,6,1\n");
    held.look();
    assertThat(rows(held)).isEqualTo(1);

    held.look();
    assertThat(rows(held)).isEqualTo(3);
  }

  @Test
  void aDataSetThatCannotBeReadIsNotOfferedAndDisturbsNoOther() throws IOException {
    declare("good", "1,2,0\n");
    Files.writeString(
        folder.resolve("huge.json"),
        "{\"format\": \"csv\", \"features\": \"good.csv\","
            + " \"shape\": [2147483647, 2147483647, 2147483647]}");
    HeldDatasets held = new HeldDatasets(folder);

    held.look();

    assertThat(held.now()).extracting(HeldDataset::getName).containsExactly("good");
  }

  @Test
  void aFolderThatMayNotBeReadIsPassedOver() throws IOException {
    declare("good", "1,2,0\n");
    Path foreign = Files.createDirectory(folder.resolve("lost+found"));
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(foreign)).as("for root, everything can be read").isFalse();
    HeldDatasets held = new HeldDatasets(folder);

    held.look();

    assertThat(held.now()).extracting(HeldDataset::getName).containsExactly("good");
  }

  @Test
  void aFolderThatIsGoneLeavesWhatIsKnownAndIsReadWhenItIsBack() throws IOException {
    declare("x", "1,2,0\n");
    HeldDatasets held = new HeldDatasets(folder);
    held.look();

    FileTree.delete(folder);
    held.look();
    held.look();
    assertThat(rows(held)).isEqualTo(1);

    Files.createDirectory(folder);
    declare("x", "1,2,0\n3,4,1\n");
    held.look();
    held.look();
    assertThat(rows(held)).isEqualTo(2);
  }

  private static long rows(HeldDatasets held) {
    return held.now().get(0).getRows();
  }

  private void declare(String name, String rows) throws IOException {
    Files.writeString(folder.resolve(name + ".csv"), rows);
    Files.writeString(
        folder.resolve(name + ".json"),
        "{\"format\": \"csv\", \"features\": \"%s.csv\"}".formatted(name));
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text, StandardOpenOption.APPEND);
  }
}
