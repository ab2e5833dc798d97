package io.aiedge.trainer.archive;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.core.file.FileTree;
import io.aiedge.event.fl.ModelGraphPart;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The archive of a SavedModel as its parts come in, in any order and perhaps more than once. It is
 * kept in files, for it may be larger than the memory. The first part says how many there are and
 * what digest they have together; parts that say otherwise are passed over. For one thread.
 */
public final class ArrivingArchive implements Closeable {
  private static final State INCOMPLETE = new State.Incomplete();

  private final ArchiveLimits limits;
  private final Path place;
  private final SortedMap<Integer, Path> parts = new TreeMap<>();
  private @Nullable ModelGraphPart first;
  private long bytes;

  private ArrivingArchive(ArchiveLimits limits, Path place) {
    this.limits = limits;
    this.place = place;
  }

  /** What is there of an archive. */
  public sealed interface State {
    /** Parts are missing. */
    record Incomplete() implements State {}

    /** All of it is there and has its digest: it can be unpacked. */
    record Whole() implements State {}

    /**
     * It cannot be used.
     *
     * @param reason for people
     */
    record Broken(String reason) implements State {}
  }

  /** An archive of which nothing is there; its files are deleted as it is closed. */
  public static ArrivingArchive within(ArchiveLimits limits) throws IOException {
    return new ArrivingArchive(limits, Files.createTempDirectory("aiedge-archive-"));
  }

  /** Takes a part; says what is there now. */
  public State take(ModelGraphPart part) throws IOException {
    ModelGraphPart expected = first == null ? part : first;
    first = expected;
    int number = part.getPart();
    if (parts.containsKey(number) || number < 0 || !sameArchive(part, expected)) {
      return INCOMPLETE;
    }
    bytes += part.getPayload().remaining();
    if (bytes > limits.bytes()) {
      return new State.Broken(
          "the model's archive has more than %d bytes, which is not allowed"
              .formatted(limits.bytes()));
    }
    Path file = place.resolve("part-" + number);
    try (WritableByteChannel out = Channels.newChannel(Files.newOutputStream(file))) {
      out.write(part.getPayload().duplicate());
    }
    parts.put(number, file);
    return parts.size() < expected.getPartCount() ? INCOMPLETE : join(expected);
  }

  private static boolean sameArchive(ModelGraphPart part, ModelGraphPart expected) {
    return part.getPartCount() == expected.getPartCount()
        && part.getPart() < expected.getPartCount()
        && part.getArchiveSha256().equals(expected.getArchiveSha256());
  }

  private State join(ModelGraphPart expected) throws IOException {
    MessageDigest digest = ModelDigest.sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(whole()), digest)) {
      for (Path part : parts.values()) {
        Files.copy(part, out);
        Files.delete(part);
      }
    }
    return Arrays.equals(digest.digest(), expected.getArchiveSha256().bytes())
        ? new State.Whole()
        : new State.Broken("the model's archive does not have the SHA-256 it says");
  }

  /** Of the archive that arrives, in hexadecimal; empty before its first part. */
  public String sha256() {
    return first == null ? "" : HexFormat.of().formatHex(first.getArchiveSha256().bytes());
  }

  private Path whole() {
    return place.resolve("archive.zip");
  }

  /**
   * Unpacks the archive once it is whole.
   *
   * @param folder made where it is not there; may hold a part of the files after a failure
   * @throws RefusedArchive if it is no archive, holds more than the limits allow, or names files
   *     outside of the folder
   */
  public void unpack(Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(whole())) {
      new ModelArchive(limits).unpack(in, folder);
    }
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(place);
  }
}
