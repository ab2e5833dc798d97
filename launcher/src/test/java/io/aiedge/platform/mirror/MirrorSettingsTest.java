package io.aiedge.platform.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.core.config.ConfigSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MirrorSettingsTest {
  private static final MirrorSettings SETTINGS =
      settings(List.of("fl.updates", "fleet.reports"), List.of("fl.rounds", "fleet.commands.*"));

  @Test
  void eachWayCarriesItsTopicsOnly() {
    assertThat(carried("edge->cloud", "fl.updates", "fl-updates", "fleet.reports", "fl.rounds"))
        .containsExactly("fl.updates", "fleet.reports");
    assertThat(carried("cloud->edge", "fl.updates", "fl.rounds", "fl.rounds-old"))
        .containsExactly("fl.rounds");
  }

  @Test
  void aStarStandsForAllTopicsThatBeginSo() {
    assertThat(carried("cloud->edge", "fleet.commands.north.one", "fleet.commands"))
        .containsExactly("fleet.commands.north.one");
  }

  @Test
  void aTopicThatWouldFlowBothWaysIsRefused() {
    assertThatThrownBy(() -> settings(List.of("fl.updates"), List.of("fl.*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"fl.updates\" would flow up and \"fl.*\" down");
    assertThatThrownBy(() -> settings(List.of("fl.*"), List.of("fl.rounds.*")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> settings(List.of("fl.rounds"), List.of("fl.rounds")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTwoEdgesKeepAtTheCloudHasDifferentNames() {
    MirrorSettings other =
        new MirrorSettings(
            new ClusterPath("north.two"), "e:1", "c:1", SETTINGS.up(), SETTINGS.down());
    for (String key :
        List.of(
            "cloud.group.id",
            "cloud.config.storage.topic",
            "cloud.offset.storage.topic",
            "cloud.status.storage.topic")) {
      assertThat(SETTINGS.configuration().get(key)).startsWith("mirror.north.one.");
      assertThat(other.configuration().get(key)).startsWith("mirror.north.two.");
    }
  }

  @Test
  void onlyCommittedRecordsAreCarried() {
    assertThat(SETTINGS.configuration())
        .containsEntry("edge.consumer.isolation.level", "read_committed")
        .containsEntry("cloud.consumer.isolation.level", "read_committed");
  }

  @Test
  void littleIsCarriedAgainAfterAKill() {
    assertThat(SETTINGS.configuration())
        .as("the key is read only with the name of the site before it")
        .containsEntry("edge.offset.flush.interval.ms", "1000")
        .containsEntry("cloud.offset.flush.interval.ms", "1000");
  }

  @Test
  void aMirrorThatRunsByItselfCarriesTheTopicsOfItsCluster() {
    MirrorSettings read =
        MirrorSettings.from(
            ConfigSource.environment(
                Map.of(
                    "AIEDGE_CLUSTER_PATH", "north.one",
                    "AIEDGE_KAFKA_BOOTSTRAP", "edge:1",
                    "AIEDGE_CLOUD_BOOTSTRAP", "cloud:1")));

    assertThat(read)
        .isEqualTo(MirrorSettings.of(new ClusterPath("north.one"), "edge:1", "cloud:1"));
    assertThat(read.up()).contains("fl.updates", "fleet.results");
    assertThat(read.down()).contains("fleet.commands.north.one", "fl.rounds");
  }

  private static MirrorSettings settings(List<String> up, List<String> down) {
    return new MirrorSettings(new ClusterPath("north.one"), "edge:1", "cloud:1", up, down);
  }

  private static Stream<String> carried(String flow, String... topics) {
    List<Pattern> patterns =
        Arrays.stream(SETTINGS.configuration().getOrDefault(flow + ".topics", "").split(","))
            .map(Pattern::compile)
            .toList();
    return Arrays.stream(topics)
        .filter(topic -> patterns.stream().anyMatch(each -> each.matcher(topic).matches()));
  }
}
