package io.aiedge.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The schemas of earlier releases, one file each below {@code released/}, listed in {@code
 * released/index}: what they wrote can be read without the registry.
 */
public final class ReleasedSchemas {
  private static final List<Schema> ALL =
      text("released/index")
          .lines()
          .map(name -> new Schema.Parser().parse(text("released/" + name)))
          .toList();

  private ReleasedSchemas() {}

  /** All of them, oldest first. */
  public static List<Schema> all() {
    return ALL;
  }

  private static String text(String resource) {
    try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
