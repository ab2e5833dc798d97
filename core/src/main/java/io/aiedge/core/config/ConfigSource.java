package io.aiedge.core.config;

import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from: environment variables first, then a properties file, then defaults.
 *
 * @param environment variables, such as {@link System#getenv()}
 * @param properties the entries of a properties file; empty where there is none
 */
public record ConfigSource(Map<String, String> environment, Map<String, String> properties) {
  public ConfigSource {
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
  }

  /** Only the environment. */
  public static ConfigSource environment(Map<String, String> environment) {
    return new ConfigSource(environment, Map.of());
  }

  /**
   * The value of a key.
   *
   * @throws ConfigException if it is missing or not allowed; the message names the key
   */
  public <T> T get(ConfigKey<T> key) {
    return key.read(
        Optional.ofNullable(environment.get(key.variable()))
            .or(() -> Optional.ofNullable(properties.get(key.name()))));
  }
}
