package io.aiedge.core.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which release this is, as the build says. */
public final class Release {
  /** The version of all modules, such as {@code 1.2.0}. */
  public static final String VERSION = read();

  private Release() {}

  private static String read() {
    Properties release = new Properties();
    try (var in = Objects.requireNonNull(Release.class.getResourceAsStream("release.properties"))) {
      release.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return release.getProperty("version");
  }
}
