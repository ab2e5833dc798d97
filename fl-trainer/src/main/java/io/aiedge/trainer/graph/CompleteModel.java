package io.aiedge.trainer.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** The mark that a folder holds all files of the model that came with one opening of a job. */
final class CompleteModel {
  private final Path mark;
  private final Instant opened;

  /**
   * @param folder of the model; the mark stands beside it
   * @param opened when the job was opened: another job of the same name has another model
   */
  CompleteModel(Path folder, Instant opened) {
    this.mark = folder.resolveSibling(folder.getFileName() + ".complete");
    this.opened = opened;
  }

  /** SHA-256 of the archive that the files came from; empty where they are not all there. */
  Optional<String> archiveSha256() throws IOException {
    try {
      String[] fields = Files.readString(mark).split(" ", 2);
      return fields.length == 2 && fields[0].equals(opened.toString())
          ? Optional.of(fields[1])
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** All files are there now. */
  void mark(String archiveSha256) throws IOException {
    Path fresh = mark.resolveSibling(mark.getFileName() + ".new");
    Files.writeString(fresh, opened + " " + archiveSha256);
    Files.move(fresh, mark, StandardCopyOption.ATOMIC_MOVE);
  }
}
