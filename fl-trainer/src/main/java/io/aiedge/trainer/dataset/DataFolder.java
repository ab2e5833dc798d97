package io.aiedge.trainer.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of declarations, and the rule for which files they may name: a relative path is
 * resolved against the folder and must stay in it, also after symbolic links are followed; a file
 * elsewhere must be named by its absolute path, which only the operator who writes the declaration
 * can do.
 */
final class DataFolder {
  private static final String SUFFIX = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path root;

  private DataFolder(Path root) {
    this.root = root;
  }

  static DataFolder of(Path folder) throws IOException {
    return new DataFolder(folder.toRealPath());
  }

  /** Names of the declarations, sorted. */
  List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(Files::isRegularFile)
          .map(entry -> entry.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (UncheckedIOException e) { // while it was listed
      throw e.getCause();
    }
  }

  /** The declaration of a data set. A name that is no plain file name is refused. */
  DataFile declaration(String name) throws IOException {
    DataFile file = new DataFile(name + SUFFIX, root.resolve("unresolved"));
    if (!NAME.matcher(name).matches()) {
      throw MalformedData.in(file, "not the name of a data set");
    }
    return inside(file, Path.of(file.name()));
  }

  /** A file that a declaration names. */
  DataFile named(String path) throws IOException {
    DataFile file = new DataFile(path, root.resolve("unresolved"));
    try {
      Path given = Path.of(path);
      return given.isAbsolute() ? existing(file, given) : inside(file, given);
    } catch (InvalidPathException e) {
      throw MalformedData.in(file, "not a path");
    }
  }

  private DataFile inside(DataFile file, Path relative) throws IOException {
    DataFile found = existing(file, root.resolve(relative));
    if (!found.path().startsWith(root)) {
      throw MalformedData.in(
          file,
          "lies outside the folder of data sets: move it there, or declare its absolute path");
    }
    return found;
  }

  private static DataFile existing(DataFile file, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw MalformedData.in(file, Files.exists(path) ? "is not a file" : "there is no such file");
    }
    return new DataFile(file.name(), path.toRealPath());
  }
}
