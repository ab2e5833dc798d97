package io.aiedge.platform.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** Finds the registry's programs, which the build unpacks beside this module's classes. */
final class RegistryDistribution {
  private RegistryDistribution() {}

  /** The folder that the build unpacks to. */
  static Path folder() {
    try {
      Path classes =
          Path.of(
              RegistryDistribution.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      return classes.resolveSibling("registry");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("these classes lie nowhere", e);
    }
  }

  /** The archive that starts it. */
  static Path runner(Path distribution) {
    if (Files.isDirectory(distribution)) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(distribution, "apicurio-registry-app-*-runner.jar")) {
        Iterator<Path> runners = found.iterator();
        if (runners.hasNext()) {
          return runners.next();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException(
        "there is no registry in %s: build the launcher with \"mvn package\""
            .formatted(distribution));
  }
}
