package io.aiedge.shim.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a workload writes to its standard output and error.
 *
 * <p>The processes append to the file themselves, so that they write on while no shim runs. A full
 * file is therefore copied and cut to nothing, not renamed: a line written between the two is lost,
 * and what is written between two looks comes on top of the bound.
 */
final class WorkloadLog {
  private static final int TAIL_BYTES = 1 << 20;

  private final Path active;
  private final LogBounds bounds;

  WorkloadLog(Path active, LogBounds bounds) {
    this.active = active;
    this.bounds = bounds;
  }

  /** Makes room if the file is full. */
  void rotate() throws IOException {
    if (!Files.exists(active) || Files.size(active) < bounds.fileBytes()) {
      return;
    }
    for (int i = bounds.oldFiles() - 1; i >= 1; i--) {
      if (Files.exists(old(i))) {
        Files.move(old(i), old(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (FileChannel from =
            FileChannel.open(active, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel to =
            FileChannel.open(
                old(1),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      for (long at = 0, copied; (copied = from.transferTo(at, Long.MAX_VALUE, to)) > 0; ) {
        at += copied;
      }
      from.truncate(0);
    }
  }

  /** The last lines, oldest first; at most those of the last MiB of each file. */
  List<String> tail(int lines) throws IOException {
    List<String> tail = new ArrayList<>();
    for (int i = 0; i <= bounds.oldFiles() && tail.size() < lines; i++) {
      Path file = i == 0 ? active : old(i);
      if (Files.exists(file)) {
        tail.addAll(0, ending(file));
      }
    }
    return List.copyOf(tail.subList(Math.max(0, tail.size() - lines), tail.size()));
  }

  private static List<String> ending(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long from = Math.max(0, channel.size() - TAIL_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, from + bytes.position());
      }
      List<String> lines = StandardCharsets.UTF_8.decode(bytes.flip()).toString().lines().toList();
      return from > 0 && lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
    }
  }

  private Path old(int i) {
    return active.resolveSibling(active.getFileName() + "." + i);
  }
}
