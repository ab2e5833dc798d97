package io.aiedge.trainer.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import io.aiedge.trainer.tensorflow.TensorFlowSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AIEDGE_KAFKA_BOOTSTRAP", "localhost:9092",
              "AIEDGE_CLUSTER_PATH", "north.hangzhou-1",
              "AIEDGE_JOB", "digits",
              "AIEDGE_DATASETS_DIR", "/data",
              "AIEDGE_STATE_DIR", "/state"));

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(read())
        .isEqualTo(
            new TrainerConfig(
                "localhost:9092",
                new ClusterPath("north.hangzhou-1"),
                "north.hangzhou-1",
                "digits",
                Path.of("/data"),
                Path.of("/state"),
                Duration.ofSeconds(2),
                4,
                1,
                TensorFlowSettings.Gpu.AUTO,
                null));
  }

  @Test
  void aClientMayHaveANameOfItsOwn() {
    environment.put("AIEDGE_CLIENT_NAME", "ward-3");

    assertThat(read().client()).isEqualTo("ward-3");
  }

  @Test
  void eachJobHasAFolderOfItsOwn() {
    assertThat(read().jobDir()).isEqualTo(Path.of("/state/digits"));
  }

  @Test
  void aJobThatWouldLeaveTheFolderIsRefused() {
    environment.put("AIEDGE_JOB", "../digits");

    assertThatThrownBy(this::read).hasMessageContaining("\"../digits\"");
  }

  private TrainerConfig read() {
    return TrainerConfig.from(ConfigSource.environment(environment));
  }
}
