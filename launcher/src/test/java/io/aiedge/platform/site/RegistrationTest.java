package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.event.fleet.ClusterRegistered;
import io.aiedge.event.fleet.HeldDataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final HeldDataset DIGITS = new HeldDataset("digits", 100L, List.of(64), 10);

  private List<HeldDataset> held = List.of();
  private final Registration registration = new Registration(new ClusterPath("north"), () -> held);

  @Test
  void itIsTheSameUntilTheDataSetsAreOthers() {
    ClusterRegistered first = registration.get();
    assertThat(first.getPath()).isEqualTo("north");
    assertThat(first.getDatasets()).isEmpty();
    assertThat(registration.get()).isSameAs(first);

    held = List.of(DIGITS);

    ClusterRegistered second = registration.get();
    assertThat(second.getDatasets()).containsExactly(DIGITS);
    assertThat(second.getClusterId()).isEqualTo(first.getClusterId());
    assertThat(registration.get()).isSameAs(second);
  }
}
