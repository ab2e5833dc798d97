package io.aiedge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  private static final List<String> KNOWN = List.of("clients", "accuracy");

  @Test
  void whereNothingIsSaidEveryBenchmarkRunsInFull() {
    assertThat(BenchOptions.parse(KNOWN))
        .isEqualTo(
            new BenchOptions(KNOWN, null, BenchOptions.ALL_ROUNDS, Path.of("data", "mnist")));
  }

  @Test
  void benchmarksRunInTheOrderNamed() {
    assertThat(BenchOptions.parse(KNOWN, "accuracy", "--rounds", "5", "clients").names())
        .containsExactly("accuracy", "clients");
  }

  @Test
  void optionsTakeTheirValues() {
    assertThat(
            BenchOptions.parse(
                KNOWN, "--report", "r.json", "--rounds", "7", "--mnist", "there", "accuracy"))
        .isEqualTo(new BenchOptions(List.of("accuracy"), Path.of("r.json"), 7, Path.of("there")));
  }

  @Test
  void anUnknownBenchmarkIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "speed"))
        .hasMessageContaining("speed is no benchmark: give some of [clients, accuracy]");
  }

  @Test
  void roundsAreAWholeNumberOfAtLeastOne() {
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "--rounds", "0"))
        .hasMessageContaining("--rounds 0 is not allowed");
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "--report"))
        .hasMessage("--report needs a value");
  }
}
