package io.aiedge.shim.process;

import io.aiedge.core.file.FileTree;
import io.aiedge.core.workload.Exit;
import io.aiedge.core.workload.FileContent;
import io.aiedge.schemas.serde.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands on disk of a workload: {@code wanted}, {@code instance}, {@code exit}, its log and
 * its work directory.
 */
final class WorkloadDirectory {
  private final Path root;
  private final EventCodec codec;

  WorkloadDirectory(Path root, EventCodec codec) {
    this.root = root.toAbsolutePath();
    this.codec = codec;
  }

  Path work() {
    return root.resolve("work");
  }

  Path log() {
    return root.resolve("output.log");
  }

  /** Where the keeper writes {@code id code uptime}. */
  Path exit() {
    return root.resolve("exit");
  }

  private Path wanted() {
    return root.resolve("wanted");
  }

  private Path instance() {
    return root.resolve("instance");
  }

  void save(Wanted next) throws IOException {
    Files.createDirectories(work());
    DurableFile.write(wanted(), next.encode(codec));
  }

  /** Empty where the directory was made and nothing was kept in it. */
  Optional<Wanted> readWanted() throws IOException {
    Optional<byte[]> bytes = read(wanted());
    return bytes.isEmpty() ? Optional.empty() : Optional.of(Wanted.decode(bytes.get(), codec));
  }

  void save(Instance started) throws IOException {
    DurableFile.write(instance(), started.encode());
  }

  Optional<Instance> readInstance() throws IOException {
    Optional<byte[]> bytes = read(instance());
    return bytes.isEmpty() ? Optional.empty() : Optional.of(Instance.decode(bytes.get()));
  }

  /** The next start is the first. */
  void forgetInstance() throws IOException {
    Files.deleteIfExists(instance());
  }

  /** How an instance ended, if its keeper lived to write it. */
  Optional<Ended> readEnded(Instance of) throws IOException {
    Optional<byte[]> bytes = read(exit());
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    String[] fields = new String(bytes.get(), StandardCharsets.UTF_8).split("\\s");
    if (fields.length < 3 || !fields[0].equals(of.id())) {
      return Optional.empty(); // of an earlier instance, or cut off by a full disk
    }
    Duration uptime = ProcFs.seconds(fields[2]).minus(of.startedUptime());
    return Optional.of(new Ended(new Exit(Integer.parseInt(fields[1])), uptime));
  }

  /** Makes ready for a start: the files of the specification stand in the work directory. */
  void prepare(Map<String, FileContent> files) throws IOException {
    Files.deleteIfExists(exit());
    Files.createDirectories(work());
    for (Map.Entry<String, FileContent> file : files.entrySet()) {
      Path target = work().resolve(file.getKey());
      Path parent = Files.createDirectories(Objects.requireNonNull(target.getParent()));
      if (!parent.toRealPath().startsWith(work().toRealPath())) {
        throw new IOException(file.getKey() + " leads out of the work directory by a link");
      }
      DurableFile.write(target, file.getValue().bytes());
    }
  }

  /** Takes away files that an earlier specification placed and a later one does not. */
  void clear(Iterable<String> files) throws IOException {
    for (String file : files) {
      Files.deleteIfExists(work().resolve(file));
    }
  }

  void delete() throws IOException {
    FileTree.delete(root);
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
