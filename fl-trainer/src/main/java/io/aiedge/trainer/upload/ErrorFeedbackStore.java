package io.aiedge.trainer.upload;

import io.aiedge.core.aggregation.ChunkLayout;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lossy encodings left out of each update, to be added to the next (Seide et al. 2014, "1-bit
 * stochastic gradient descent"; Karimireddy et al. 2019, "Error feedback fixes SignSGD"). One file
 * a round, float32: a round done again begins with what the last committed round before it left,
 * and so comes to the same bits.
 */
public final class ErrorFeedbackStore {
  private static final String PREFIX = "residual-";
  private static final String UNFINISHED = ".part";

  private final Path folder;
  private final ChunkLayout layout;

  /**
   * @param folder its own; made where it is not there
   */
  public ErrorFeedbackStore(Path folder, ChunkLayout layout) {
    this.folder = folder;
    this.layout = layout;
  }

  /**
   * Begins the update of a round.
   *
   * @param previous the last round before it whose update was committed; what it left counts as
   *     nothing where its file is gone
   */
  Residuals begin(int round, OptionalInt previous) {
    try {
      Files.createDirectories(folder);
      Path left = file(previous.orElse(0));
      boolean usable =
          previous.isPresent()
              && Files.isRegularFile(left)
              && Files.size(left) == layout.parameters() * Float.BYTES;
      return new Residuals(round, usable ? FileChannel.open(left, StandardOpenOption.READ) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("residuals cannot be read in " + folder, e);
    }
  }

  private Path file(int round) {
    return folder.resolve(PREFIX + round);
  }

  /** What is left of one update, chunk by chunk. */
  final class Residuals implements AutoCloseable {
    private final int round;
    private final Path unfinished;
    private final @Nullable FileChannel before;
    private final FileChannel after;
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(layout.elements(0) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private Residuals(int round, @Nullable FileChannel before) throws IOException {
      this.round = round;
      this.before = before;
      this.unfinished = folder.resolve(PREFIX + round + UNFINISHED);
      this.after =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    }

    /** What the update before left of a chunk. */
    float[] read(int chunk) {
      float[] residual = new float[layout.elements(chunk)];
      if (before == null) {
        return residual;
      }
      buffer.clear().limit(residual.length * Float.BYTES);
      try {
        while (buffer.hasRemaining()) {
          if (before.read(buffer, at(chunk) + buffer.position()) < 0) {
            throw new EOFException("the file ends early");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("residuals cannot be read in " + folder, e);
      }
      buffer.flip().asFloatBuffer().get(residual);
      return residual;
    }

    /** Takes what this update leaves of a chunk. */
    void write(int chunk, float[] residual) {
      buffer.clear().limit(residual.length * Float.BYTES);
      buffer.asFloatBuffer().put(residual);
      try {
        long at = at(chunk);
        while (buffer.hasRemaining()) {
          at += after.write(buffer, at);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("residuals cannot be written in " + folder, e);
      }
    }

    private long at(int chunk) {
      return (long) chunk * layout.chunkElements() * Float.BYTES;
    }

    /** Keeps what was written, for good; to be called before the update is committed. */
    void keep() {
      try {
        after.force(true);
        Files.move(unfinished, file(round), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException("residuals cannot be kept in " + folder, e);
      }
    }

    @Override
    public void close() {
      try {
        after.close();
        if (before != null) {
          before.close();
        }
        Files.deleteIfExists(unfinished);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Forgets what rounds before {@code round} left. */
  void forgetBefore(int round) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old = files.filter(file -> roundOf(file) < round).toList();
      for (Path file : old) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("old residuals cannot be deleted in " + folder, e);
    }
  }

  private static int roundOf(Path file) {
    String name = file.getFileName().toString();
    String number = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
  }
}
