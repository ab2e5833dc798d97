package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigException;
import io.aiedge.shim.process.LogBounds;
import io.aiedge.shim.process.ProcessShimConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeProgramsTest {
  @Test
  void aTrainerIsToldWhatTheSitesEnvironmentSaysOfTrainersAndNothingElse() {
    assertThat(
            config(
                    Map.of(
                        "AIEDGE_TENSORFLOW_THREADS", "4",
                        "AIEDGE_TENSORFLOW_GPU", "off",
                        "AIEDGE_TRAINER_HEARTBEAT", "5s",
                        "AIEDGE_SHIM_POLL", "1s",
                        "SECRET", "hunter2"))
                .environment())
        .containsEntry("AIEDGE_TENSORFLOW_THREADS", "4")
        .containsEntry("AIEDGE_TENSORFLOW_GPU", "off")
        .containsEntry("AIEDGE_TRAINER_HEARTBEAT", "5s")
        .doesNotContainKeys("AIEDGE_SHIM_POLL", "SECRET");
  }

  @Test
  void whatTheSiteIsComesFromTheSite() {
    assertThat(
            config(
                    Map.of(
                        "AIEDGE_KAFKA_BOOTSTRAP", "elsewhere:9092",
                        "AIEDGE_CLUSTER_PATH", "south",
                        "AIEDGE_DATASETS_DIR", "/elsewhere"))
                .environment())
        .containsEntry("AIEDGE_KAFKA_BOOTSTRAP", "localhost:9092")
        .containsEntry("AIEDGE_CLUSTER_PATH", "north")
        .containsEntry("AIEDGE_DATASETS_DIR", "/edge/datasets");
  }

  @Test
  void aTrainerKeepsItsStateInItsOwnWorkDirectory() {
    assertThat(Path.of(config(Map.of()).environment().getOrDefault("AIEDGE_STATE_DIR", "/")))
        .isRelative();
  }

  @Test
  void whatTheSitesEnvironmentSaysOfTheShimHolds() {
    ProcessShimConfig config =
        config(
            Map.of(
                "AIEDGE_SHIM_LOG_KIBIBYTES", "64",
                "AIEDGE_SHIM_LOG_FILES", "7",
                "AIEDGE_SHIM_CGROUPS", "/cgroups",
                "AIEDGE_SHIM_ANY_COMMAND", "true",
                "AIEDGE_SHIM_POLL", "1s"));

    assertThat(config.logs()).isEqualTo(new LogBounds(64 << 10, 7));
    assertThat(config.cgroups()).isEqualTo(Path.of("/cgroups"));
    assertThat(config.programs().anyCommand()).isTrue();
    assertThat(config.poll()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.directory()).isEqualTo(Path.of("/edge/shim"));
    assertThat(config.programs().installed()).containsOnlyKeys("fl-trainer");
  }

  @Test
  void aSettingOfTheShimThatIsNotAllowedStopsTheSite() {
    assertThatThrownBy(() -> config(Map.of("AIEDGE_SHIM_LOG_FILES", "none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("shim.log-files");
  }

  private static ProcessShimConfig config(Map<String, String> environment) {
    return EdgePrograms.shimConfig(
        environment,
        Path.of("/edge"),
        new ClusterPath("north"),
        "localhost:9092",
        Path.of("/edge/datasets"));
  }
}
