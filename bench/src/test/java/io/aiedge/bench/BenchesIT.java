package io.aiedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.platform.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the benchmarks able to run, on the smallest tasks; their figures mean nothing here. */
@Timeout(60)
class BenchesIT {
  @TempDir Path folder;

  @Test
  void aRoundOfAFewClientsCostsHeapAndTime() throws Exception {
    Path place = folder.resolve("clients");
    ClientsBench.Cost cost = ClientsBench.cost(place, new ClientsBench.Load(3, 1), 300_000);

    assertThat(cost.mostMebibytes()).isPositive();
    assertThat(cost.heldMebibytes()).isPositive();
    assertThat(cost.seconds()).isPositive();
    assertThat(place).doesNotExist();
  }

  @Test
  void recordsAreCarriedBothWaysAgainAndAgain() throws Exception {
    try (EmbeddedBroker cloud = EmbeddedBroker.start(folder.resolve("cloud"));
        EmbeddedBroker edge = EmbeddedBroker.start(folder.resolve("edge"));
        Carriage carriage = Carriage.between(cloud.bootstrap(), List.of(edge.bootstrap()))) {
      for (int turn = 0; turn < 2; turn++) {
        assertThat(carriage.down(3)).isPositive();
        assertThat(carriage.up(3)).isPositive();
      }
    }
  }

  @Test
  void aSiteRacesPlainTensorFlow() throws Exception {
    List<Figure> figures =
        TrainingBench.race("MLP", folder, TrainingBench.mlp(), new TrainingBench.Distance(4, 1, 2));

    assertThat(figures).hasSize(2).allSatisfy(figure -> assertThat(figure.value()).isPositive());
  }

  @Test
  void modelsOfRoundsHaveTheSizesTheyAreNamedBy() {
    assertThat(RoundsBench.Model.ALL)
        .extracting(RoundsBench.Model::parameters)
        .containsExactly(199_210L, 1_694_910L, 24_982_470L);
  }
}
