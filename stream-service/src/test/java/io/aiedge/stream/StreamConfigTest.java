package io.aiedge.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.config.ConfigException;
import io.aiedge.core.config.ConfigSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamConfigTest {
  @Test
  void aServiceNeedsOnlyKafkaAndAFolder() {
    assertThat(read("")).isEqualTo(new StreamConfig("localhost:9092", Path.of("/state"), null));
  }

  @Test
  void aRegistryIsAnAddress() {
    assertThat(read("https://registry:8443/apis/registry/v3").registry())
        .isEqualTo(URI.create("https://registry:8443/apis/registry/v3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry", "//registry/v3", "ftp://registry", "http:registry", "a b"})
  void whatIsNoAddressOfARegistryIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.url = \"%s\"", text)
        .hasMessageContaining("http://registry:8080/apis/registry/v3");
  }

  private static StreamConfig read(String registry) {
    return StreamConfig.from(
        ConfigSource.environment(
            Map.of(
                "AIEDGE_KAFKA_BOOTSTRAP", "localhost:9092",
                "AIEDGE_STATE_DIR", "/state",
                "AIEDGE_REGISTRY_URL", registry)));
  }
}
