package io.aiedge.stream;

import io.aiedge.core.config.ConfigKey;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.core.config.Parser;
import io.aiedge.core.config.SiteKeys;
import io.aiedge.schemas.registry.RegistryLookup;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that every service on Kafka Streams has.
 *
 * @param bootstrap Kafka of its site, as host:port
 * @param stateDir where Kafka Streams keeps its files
 * @param registry base of the schema registry's core API; null where there is none
 */
public record StreamConfig(String bootstrap, Path stateDir, @Nullable URI registry) {
  private static final ConfigKey<Path> STATE_DIR =
      ConfigKey.required("state.dir", Parser.PATH, "Folder for the state of stream processing.");

  /** Without a registry. */
  public StreamConfig(String bootstrap, Path stateDir) {
    this(bootstrap, stateDir, null);
  }

  /** Every key, for the reference page. */
  public static List<ConfigKey<?>> keys() {
    return List.of(SiteKeys.BOOTSTRAP, STATE_DIR, RegistryLookup.URL);
  }

  /** Reads the settings. */
  public static StreamConfig from(ConfigSource source) {
    return new StreamConfig(
        source.get(SiteKeys.BOOTSTRAP),
        source.get(STATE_DIR),
        source.get(RegistryLookup.URL).orElse(null));
  }
}
