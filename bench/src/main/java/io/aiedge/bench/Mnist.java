package io.aiedge.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiedge.core.dataset.Samples;
import io.aiedge.trainer.dataset.DatasetCatalog;
import io.aiedge.trainer.dataset.DatasetReading;
import io.aiedge.trainer.dataset.Readable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MNIST, as an edge would read it.
 *
 * @param training 60,000 rows of 784 pixels from 0 to 1
 * @param test 10,000 rows
 */
record Mnist(Samples training, Samples test) {
  private static final String TRAINING = "train";
  private static final String TEST = "t10k";

  /** What is not there of it and how to get it, if so. */
  static Optional<String> lacks(Path folder) {
    return List.of(TRAINING, TEST).stream()
        .flatMap(part -> List.of(images(folder, part), labels(folder, part)).stream())
        .filter(file -> !Files.isRegularFile(file))
        .findFirst()
        .map(
            file ->
                "there is no %s: fetch MNIST with scripts/fetch-mnist.sh, or name its folder with --mnist FOLDER"
                    .formatted(file));
  }

  private static Path images(Path folder, String part) {
    return folder.resolve(part + "-images-idx3-ubyte");
  }

  private static Path labels(Path folder, String part) {
    return folder.resolve(part + "-labels-idx1-ubyte");
  }

  /**
   * Reads it.
   *
   * @param declarations a folder where it is declared, as at an edge
   */
  static Mnist read(Path folder, Path declarations) throws IOException {
    Files.createDirectories(declarations);
    return new Mnist(rows(folder, TRAINING, declarations), rows(folder, TEST, declarations));
  }

  private static Samples rows(Path folder, String part, Path declarations) throws IOException {
    new JsonMapper()
        .writeValue(
            declarations.resolve(part + ".json").toFile(),
            Map.of(
                "format",
                "idx",
                "features",
                images(folder, part).toAbsolutePath().toString(),
                "labels",
                labels(folder, part).toAbsolutePath().toString(),
                "classes",
                10,
                "shape",
                List.of(784),
                "scaling",
                Map.of("kind", "divide", "by", 255)));
    DatasetReading reading = DatasetCatalog.open(declarations).read(part);
    if (reading instanceof Readable readable) {
      return readable.training();
    }
    throw new IOException(reading.toString());
  }
}
