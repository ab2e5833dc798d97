package io.aiedge.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.cluster.ClusterPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorRoutesTest {
  private static final MirrorRoutes NORTH = MirrorRoutes.of(new ClusterPath("north"));

  @Test
  void everyTopicThatFlowsIsCarriedItsWay() {
    for (Topic topic : TopicCatalogue.all()) {
      String name = topic.perCluster() ? topic.nameFor(new ClusterPath("north")) : topic.name();

      assertThat(carries(NORTH.up(), name)).as("%s up", name).isEqualTo(flows(topic, Direction.UP));
      assertThat(carries(NORTH.down(), name))
          .as("%s down", name)
          .isEqualTo(flows(topic, Direction.DOWN));
    }
  }

  @Test
  void ordersToClustersBelowPassThrough() {
    assertThat(carries(NORTH.down(), "fleet.commands.north.hangzhou-1")).isTrue();
    assertThat(carries(NORTH.down(), "fleet.commands.north.hangzhou-1.lab")).isTrue();
  }

  @Test
  void ordersToOtherClustersStayAway() {
    assertThat(carries(NORTH.down(), "fleet.commands.northern")).isFalse();
    assertThat(carries(NORTH.down(), "fleet.commands.north-2")).isFalse();
    assertThat(carries(NORTH.down(), "fleet.commands.south")).isFalse();
  }

  @Test
  void theRootHasNothingToMirrorWith() {
    assertThatThrownBy(() -> MirrorRoutes.of(ClusterPath.ROOT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"cloud\" has no cluster above");
  }

  private static boolean flows(Topic topic, Direction direction) {
    return topic.direction() == direction;
  }

  private static boolean carries(List<String> routes, String name) {
    return routes.stream()
        .anyMatch(
            route ->
                route.endsWith("*")
                    ? name.startsWith(route.substring(0, route.length() - 1))
                    : name.equals(route));
  }
}
