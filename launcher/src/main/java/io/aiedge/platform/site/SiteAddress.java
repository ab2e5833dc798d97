package io.aiedge.platform.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;

/**
 * Where a running site can be reached; written to {@code site.properties} in its folder once it is
 * ready.
 *
 * @param bootstrap its Kafka, as host:port
 * @param pid its process
 */
public record SiteAddress(String bootstrap, long pid) {
  private static final String FILE = "site.properties";
  private static final String BOOTSTRAP = "kafka.bootstrap";
  private static final String PID = "pid";

  /**
   * The cloud of a platform.
   *
   * @param platform the platform's folder
   * @throws IllegalStateException if none runs there; the message says what to do
   */
  public static SiteAddress ofCloud(Path platform) {
    Path cloud = platform.resolve("cloud");
    try {
      SiteAddress found = read(cloud);
      if (found.isRunning()) {
        return found;
      }
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(notRunning(platform), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(notRunning(platform));
  }

  /** Whether the cloud of the platform in this folder runs. */
  public static boolean isCloudRunning(Path platform) throws IOException {
    Path cloud = platform.resolve("cloud");
    return Files.exists(cloud.resolve(FILE)) && read(cloud).isRunning();
  }

  /** After a crash, above all in a container, the number may have gone to another program. */
  private boolean isRunning() {
    return ProcessHandle.of(pid)
        .map(ProcessHandle::info)
        .filter(
            info -> info.arguments().map(List::of).map(line -> line.contains("site")).orElse(true))
        .isPresent();
  }

  private static String notRunning(Path platform) {
    return "no platform runs in %s: start one with './aiedge up', or give --bootstrap HOST:PORT"
        .formatted(platform);
  }

  /** The address of the site in {@code folder}. */
  public static SiteAddress read(Path folder) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve(FILE))) {
      properties.load(in);
    }
    return new SiteAddress(
        properties.getProperty(BOOTSTRAP), Long.parseLong(properties.getProperty(PID)));
  }

  /** Says that the site in {@code folder} is ready. */
  void write(Path folder) throws IOException {
    Path fresh = folder.resolve(FILE + ".new");
    Files.writeString(
        fresh,
        "%s=%s%n%s=%d%n".formatted(BOOTSTRAP, bootstrap, PID, pid),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(
        fresh,
        folder.resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Says that the site in {@code folder} is not ready. */
  static void clear(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
