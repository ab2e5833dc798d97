package io.aiedge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.dataset.Labels;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.Described;
import io.aiedge.trainer.dataset.Readable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedDataTest {
  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ShippedDataTest.class.getResourceAsStream("data/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private DatasetCatalog declare(String name, String file, String rest) throws IOException {
    Files.write(folder.resolve(file), resource(file));
    Files.writeString(
        folder.resolve(name + ".json"),
        "{\"format\": \"csv\", \"features\": \"%s\", %s}".formatted(file, rest));
    return DatasetCatalog.open(folder);
  }

  private static int[] sizes(Readable data) {
    return Arrays.stream(((Labels.Classes) data.training().labels()).rowsByClass())
        .mapToInt(rows -> rows.length)
        .toArray();
  }

  @Test
  void theDigitsAreThoseOfTheUciTestSet() throws IOException {
    DatasetCatalog catalog = declare("digits", "digits.csv.gz", "\"classes\": 10");

    assertThat(catalog.describe("digits"))
        .isEqualTo(new Described("digits", 1797, List.of(64), 10));
    assertThat(catalog.read("digits"))
        .isInstanceOfSatisfying(
            Readable.class,
            data ->
                assertThat(sizes(data))
                    .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180));
  }

  @Test
  void theBreastCancerDataHasTheClassesOfItsNotice() throws IOException {
    DatasetCatalog catalog = declare("cancer", "breast_cancer.csv", "\"header\": true");

    assertThat(catalog.describe("cancer")).isEqualTo(new Described("cancer", 569, List.of(30), 2));
    assertThat(catalog.read("cancer"))
        .isInstanceOfSatisfying(
            Readable.class, data -> assertThat(sizes(data)).containsExactly(212, 357));
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits.csv.gz", "breast_cancer.csv"})
  void theNoticeHasTheChecksumOfEachFile(String file) throws IOException, NoSuchAlgorithmException {
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(resource(file));

    assertThat(new String(resource("NOTICE.md"), StandardCharsets.UTF_8))
        .contains("`" + file + "`")
        .contains("`" + HexFormat.of().formatHex(sha256) + "`");
  }
}
