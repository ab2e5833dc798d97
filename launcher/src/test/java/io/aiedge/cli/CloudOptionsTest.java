package io.aiedge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CloudOptionsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AIEDGE_KAFKA_BOOTSTRAP", "environment:1", "AIEDGE_DATA_DIR", "environment");

  @Test
  void theCommandLineWinsOverTheEnvironment() {
    assertThat(options("--bootstrap", "given:1").bootstrap(ENVIRONMENT)).isEqualTo("given:1");
    assertThatThrownBy(() -> options("--data-dir", "given").bootstrap(ENVIRONMENT))
        .hasMessageStartingWith("no platform runs in given:");
  }

  @Test
  void anAddressInTheEnvironmentWinsOverAFolderThere() {
    assertThat(options().bootstrap(ENVIRONMENT)).isEqualTo("environment:1");
    assertThatThrownBy(() -> options().bootstrap(Map.of("AIEDGE_DATA_DIR", "environment")))
        .hasMessageStartingWith("no platform runs in environment:");
  }

  @Test
  void thePlatformIsThatOfUpWhereNothingIsSaid() {
    assertThatThrownBy(() -> options().bootstrap(Map.of()))
        .hasMessageStartingWith("no platform runs in " + UpCommand.USUAL_FOLDER + ":");
  }

  private static CloudOptions options(String... arguments) {
    return CommandLine.populateCommand(new CloudOptions(), arguments);
  }
}
