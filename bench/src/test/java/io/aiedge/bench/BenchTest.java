package io.aiedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEveryBenchmark() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains("Usage: ./aiedge bench", "aggregation, rounds, clients, training, accuracy");
  }

  @Test
  void anUnknownBenchmarkIsRefusedWithThoseThereAre() {
    assertThat(run("accuracy", "speed")).isEqualTo(2);

    assertThat(err.toString()).contains("speed is no benchmark: give some of [aggregation,");
  }

  @Test
  void roundsAreAWholeNumberOfAtLeastOne() {
    assertThat(run("--rounds", "0")).isEqualTo(2);

    assertThat(err.toString()).contains("--rounds 0 is not allowed");
  }

  @Test
  void aBenchmarkThatLacksItsDataIsLeftOutAndSaysHowToGetIt() {
    assertThat(run("accuracy", "--mnist", "nowhere")).isEqualTo(1);
  }

  private int run(String... arguments) {
    CommandLine command = Bench.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }
}
