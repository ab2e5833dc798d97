package io.aiedge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClusterPathTest {
  @Test
  void aClusterIsWithinItselfItsParentsAndTheRoot() {
    ClusterPath leaf = new ClusterPath("north.hangzhou-1");

    assertThat(leaf.isWithin(leaf)).isTrue();
    assertThat(leaf.isWithin(new ClusterPath("north"))).isTrue();
    assertThat(leaf.isWithin(ClusterPath.ROOT)).isTrue();
    assertThat(leaf.isWithin(new ClusterPath("nor"))).isFalse();
  }

  @Test
  void aNameWithOtherCharactersIsRefused() {
    assertThatThrownBy(() -> new ClusterPath("North Hangzhou"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"North Hangzhou\"");
  }
}
