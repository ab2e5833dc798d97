package io.aiedge.trainer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArchiveTest {
  private final ModelArchive archive = new ModelArchive(new ArchiveLimits(3, 1000));

  @TempDir Path folder;

  @Test
  void whatIsPackedIsUnpacked() throws IOException {
    Path model = model();

    archive.unpack(new ByteArrayInputStream(pack(model)), folder.resolve("out"));

    assertThat(folder.resolve("out/saved_model.pb")).hasContent("graph");
    assertThat(folder.resolve("out/variables/variables.index")).hasContent("index");
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws IOException {
    byte[] once = pack(model());
    Files.setLastModifiedTime(folder.resolve("model/saved_model.pb"), FileTime.fromMillis(0));

    assertThat(pack(folder.resolve("model"))).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/evil", "a\\..\\evil", "."})
  void aFileOutsideOfTheFolderIsRefused(String name) throws IOException {
    byte[] zip = zip(10, name);

    assertThatThrownBy(() -> archive.unpack(new ByteArrayInputStream(zip), folder.resolve("out")))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("outside of its folder");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  static List<List<String>> namesThatCannotBe() {
    return List.of(List.of("a", "a/b"), List.of("a/b", "a"), List.of("x".repeat(300)));
  }

  @ParameterizedTest
  @MethodSource("namesThatCannotBe")
  void filesThatCannotBeMadeAreRefused(List<String> names) throws IOException {
    byte[] zip = zip(10, names.toArray(String[]::new));

    assertThatThrownBy(() -> archive.unpack(new ByteArrayInputStream(zip), folder.resolve("out")))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageStartingWith("the archive names a file that cannot be made, ")
        .message()
        .hasSizeLessThan(250);
  }

  @Test
  void aNameWithANulIsRefused() throws IOException {
    byte[] zip = zip(10, "a?b");
    for (int i = 0; i < zip.length; i++) {
      zip[i] = zip[i] == '?' ? 0 : zip[i];
    }

    assertThatThrownBy(() -> archive.unpack(new ByteArrayInputStream(zip), folder.resolve("out")))
        .isInstanceOf(RefusedArchive.class);
  }

  @Test
  void anArchiveThatIsCutOffIsRefused() throws IOException {
    byte[] whole = pack(model());
    byte[] half = Arrays.copyOf(whole, 50);

    assertThatThrownBy(() -> archive.unpack(new ByteArrayInputStream(half), folder.resolve("out")))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageStartingWith("the archive is no zip file: ");
  }

  @Test
  void anArchiveThatGrowsBeyondTheLimitIsRefused() throws IOException {
    byte[] zip = zip(1_000_000, "large");

    assertThatThrownBy(() -> archive.unpack(new ByteArrayInputStream(zip), folder.resolve("out")))
        .hasMessage("the archive holds more than 1000 bytes, which is not allowed");
    assertThat(folder.resolve("out/large")).satisfies(file -> assertThat(file).hasSize(0));
  }

  @Test
  void bytesThatAreNoArchiveAreRefused() {
    assertThatThrownBy(
            () -> archive.unpack(new ByteArrayInputStream(new byte[100]), folder.resolve("out")))
        .hasMessage("the archive holds no files; 1 to 3 are allowed");
  }

  @Test
  void aFolderWithoutFilesIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> pack(empty))
        .hasMessageEndingWith("holds no files; 1 to 3 are allowed");
  }

  private Path model() throws IOException {
    Path model = folder.resolve("model");
    Files.createDirectories(model.resolve("variables"));
    Files.writeString(model.resolve("saved_model.pb"), "graph");
    Files.writeString(model.resolve("variables/variables.index"), "index");
    return model;
  }

  private byte[] pack(Path model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive.pack(model, out);
    return out.toByteArray();
  }

  private static byte[] zip(int bytes, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[bytes]);
      }
    }
    return out.toByteArray();
  }
}
