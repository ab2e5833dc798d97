package io.aiedge.stream;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.schemas.registry.RegistryLookup;
import io.aiedge.schemas.serde.SchemaLookup;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings that every service on Kafka Streams has.
 *
 * @param bootstrap Kafka of its site, as host:port
 * @param stateDir where Kafka Streams keeps its files
 * @param registry base of the schema registry's core API; null where there is none
 */
public record StreamConfig(String bootstrap, Path stateDir, @Nullable URI registry) {
  private static final ConfigKey<String> BOOTSTRAP =
      ConfigKey.required("kafka.bootstrap", Parser.TEXT, "Kafka of this site, as host:port.");
  private static final ConfigKey<Path> STATE_DIR =
      ConfigKey.required("state.dir", Parser.PATH, "Folder for the state of stream processing.");
  private static final ConfigKey<Optional<URI>> REGISTRY =
      ConfigKey.of(
          "registry.url",
          new Parser<>(
              "an address such as http://registry:8080/apis/registry/v3, or nothing",
              StreamConfig::address),
          "",
          "Where schemas of newer producers are looked up; without it their events are set aside.");

  /** Without a registry. */
  public StreamConfig(String bootstrap, Path stateDir) {
    this(bootstrap, stateDir, null);
  }

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(BOOTSTRAP, STATE_DIR, REGISTRY);
  }

  /** Reads the settings. */
  public static StreamConfig from(ConfigSource source) {
    return new StreamConfig(
        source.get(BOOTSTRAP), source.get(STATE_DIR), source.get(REGISTRY).orElse(null));
  }

  /** Looks schemas up that this build does not know. */
  SchemaLookup lookup() {
    return registry == null ? SchemaLookup.NONE : RegistryLookup.at(registry);
  }

  private static Optional<URI> address(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI address = URI.create(text);
    if (address.getHost() == null || !address.getScheme().matches("https?")) {
      throw new IllegalArgumentException("not an address of the web");
    }
    return Optional.of(address);
  }
}
