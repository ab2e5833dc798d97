package io.aiedge.core.config;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a module.
 *
 * @param <T> its type
 * @param name dotted and lower case, such as {@code kafka.bootstrap}; the environment variable is
 *     {@code AIEDGE_} and the name in upper case with underscores
 * @param parser reads its text
 * @param fallback the text used where the setting is absent; null where it must be given
 * @param doc one sentence for the reference page
 */
public record ConfigKey<T>(String name, Parser<T> parser, @Nullable String fallback, String doc) {
  public ConfigKey {
    if (!name.matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*")) {
      throw new IllegalArgumentException("not a configuration key: " + name);
    }
  }

  /** A setting that must be given. */
  public static <T> ConfigKey<T> required(String name, Parser<T> parser, String doc) {
    return new ConfigKey<>(name, parser, null, doc);
  }

  /** A setting with a default. */
  public static <T> ConfigKey<T> of(String name, Parser<T> parser, String fallback, String doc) {
    return new ConfigKey<>(name, parser, fallback, doc);
  }

  /** The environment variable that carries this setting. */
  public String variable() {
    return "AIEDGE_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  T read(Optional<String> given) {
    String text = given.orElse(fallback);
    if (text == null) {
      throw new ConfigException(
          "%s is not set: give %s in the environment or %s in the properties file (%s)"
              .formatted(name, variable(), name, doc));
    }
    try {
      return parser.read().apply(text.strip());
    } catch (IllegalArgumentException e) {
      ConfigException refused =
          new ConfigException(
              "%s = \"%s\" is not allowed: give %s".formatted(name, text, parser.allowed()));
      refused.initCause(e);
      throw refused;
    }
  }
}
