package io.aiedge.platform.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what one sees that a file in a folder has come, gone or changed. What cannot be looked at,
 * such as a folder of somebody else, is passed over.
 *
 * @param files the files in the folder and the folders in it
 */
record FileStamps(Map<Path, Stamp> files) {
  record Stamp(long bytes, FileTime changed) {}

  FileStamps {
    files = Map.copyOf(files);
  }

  /** Looks at a folder as it is now. */
  static FileStamps of(Path folder) throws IOException {
    Map<Path, Stamp> files = new HashMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes own) {
            try {
              BasicFileAttributes target = Files.readAttributes(file, BasicFileAttributes.class);
              files.put(file, new Stamp(target.size(), target.lastModifiedTime()));
            } catch (IOException e) {
              return FileVisitResult.CONTINUE; // gone since, or a link to nothing
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return new FileStamps(files);
  }
}
