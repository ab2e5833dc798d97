package io.aiedge.core.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Turns the text of a setting into its type.
 *
 * @param <T> the type of the setting
 * @param allowed what a valid text looks like, for error messages and the reference page
 * @param read parses a text or throws {@link IllegalArgumentException}
 */
public record Parser<T>(String allowed, Function<String, T> read) {
  public static final Parser<String> TEXT = new Parser<>("text", Function.identity());
  public static final Parser<Path> PATH = new Parser<>("a path", Path::of);
  public static final Parser<URI> ADDRESS = new Parser<>("a URI", URI::create);
  public static final Parser<Boolean> FLAG = new Parser<>("true or false", Parser::flag);
  public static final Parser<Duration> DURATION =
      new Parser<>("a duration such as 500ms, 10s, 5m or 1h", Parser::duration);
  public static final Parser<List<String>> LIST =
      new Parser<>("a comma-separated list", Parser::list);

  /** A whole number from {@code min} to {@code max}, both included. */
  public static Parser<Integer> wholeNumber(int min, int max) {
    return new Parser<>(
        "a whole number from " + min + " to " + max,
        text -> {
          int value = Integer.parseInt(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        });
  }

  /** One of the constants of an enum, in lower case with hyphens. */
  public static <E extends Enum<E>> Parser<E> oneOf(Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(constant -> spelled(constant.name())).toList();
    return new Parser<>(
        "one of " + String.join(", ", names),
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  private static String spelled(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Duration duration(String text) {
    String compact = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (compact.endsWith("ms")) {
        return Duration.ofMillis(Long.parseLong(compact.substring(0, compact.length() - 2)));
      }
      return Duration.parse("PT" + compact.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a duration", e);
    }
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
