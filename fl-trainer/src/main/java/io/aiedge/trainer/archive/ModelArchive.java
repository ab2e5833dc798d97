package io.aiedge.trainer.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Folders as zip archives. The same files give the same bytes. */
public final class ModelArchive {
  private static final long NO_TIME = 0x21_0000_0000L;
  private static final int SHOWN_CHARACTERS = 100;

  private final ArchiveLimits limits;

  public ModelArchive(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Packs the files of a folder and the folders in it.
   *
   * @throws RefusedArchive if there are none, or more than the limits allow
   */
  public void pack(Path folder, OutputStream out) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    requireFiles(files.size(), folder.toString());
    ZipOutputStream zip = new ZipOutputStream(out);
    long left = limits.bytes();
    for (Path file : files) {
      left -= Files.size(file);
      requireBytes(left, folder.toString());
      ZipEntry entry =
          new ZipEntry(
              folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/"));
      entry.setTime(NO_TIME);
      zip.putNextEntry(entry);
      Files.copy(file, zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * Unpacks an archive; nothing is written outside of the folder, whatever the archive says.
   *
   * @param folder made where it is not there; may hold a part of the files after a failure
   * @throws RefusedArchive if it is no archive, holds more than the limits allow, or names files
   *     that lie outside of the folder or cannot be made
   */
  public void unpack(InputStream archive, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    Files.createDirectories(root);
    int files = 0;
    long left = limits.bytes();
    try {
      ZipInputStream zip = new ZipInputStream(archive);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          requireFiles(++files, "the archive");
          left -= place(zip, root, entry.getName(), left);
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) { // the last for its names
      throw new RefusedArchive("the archive is no zip file: " + e.getMessage());
    }
    requireFiles(files, "the archive");
  }

  private long place(InputStream from, Path root, String name, long left) throws IOException {
    try {
      return write(from, target(root, name), left);
    } catch (FileSystemException | InvalidPathException e) {
      throw new RefusedArchive(
          "the archive names a file that cannot be made, %s: %s"
              .formatted(shown(name), e.getClass().getSimpleName()));
    }
  }

  private static String shown(String name) {
    return name.length() <= SHOWN_CHARACTERS ? name : name.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private static Path target(Path root, String name) throws RefusedArchive {
    Path target = root.resolve(name).normalize();
    if (name.indexOf('\\') >= 0 || !target.startsWith(root) || target.equals(root)) {
      throw new RefusedArchive("the archive names a file outside of its folder: " + shown(name));
    }
    return target;
  }

  private long write(InputStream from, Path target, long left) throws IOException {
    Files.createDirectories(target.getParent());
    long written = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[64 << 10];
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        written += n;
        requireBytes(left - written, "the archive");
        out.write(buffer, 0, n);
      }
    }
    return written;
  }

  private void requireFiles(int count, String where) throws RefusedArchive {
    if (count < 1 || count > limits.files()) {
      throw new RefusedArchive(
          "%s holds %s files; 1 to %d are allowed"
              .formatted(where, count < 1 ? "no" : "too many", limits.files()));
    }
  }

  private void requireBytes(long left, String where) throws RefusedArchive {
    if (left < 0) {
      throw new RefusedArchive(
          "%s holds more than %d bytes, which is not allowed".formatted(where, limits.bytes()));
    }
  }
}
