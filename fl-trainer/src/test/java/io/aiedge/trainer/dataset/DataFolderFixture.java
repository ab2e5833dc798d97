package io.aiedge.trainer.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A folder of data sets in the making. Declarations are written with ' for ". */
record DataFolderFixture(Path folder) {
  DataFolderFixture write(String file, String text) throws IOException {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  DataFolderFixture write(String file, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.write(folder.resolve(file), bytes);
    return this;
  }

  DataFolderFixture declare(String name, String declaration) throws IOException {
    return write(name + ".json", declaration.replace('\'', '"'));
  }

  DatasetReading read(String name) throws IOException {
    return DatasetCatalog.open(folder).read(name);
  }

  Readable readable(String name) throws IOException {
    DatasetReading reading = read(name);
    if (reading instanceof Readable readable) {
      return readable;
    }
    throw new AssertionError(reading);
  }

  DatasetDescription describe(String name) throws IOException {
    return DatasetCatalog.open(folder).describe(name);
  }

  /** Why a data set cannot be read. */
  String reason(String name) throws IOException {
    if (read(name) instanceof Unreadable unreadable) {
      return unreadable.reason();
    }
    throw new AssertionError(name + " was read");
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
