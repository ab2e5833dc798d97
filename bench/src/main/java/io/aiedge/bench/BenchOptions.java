package io.aiedge.bench;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the benchmarks are told. */
final class BenchOptions {
  private static final int ALL_ROUNDS = Integer.MAX_VALUE;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private int rounds = ALL_ROUNDS;

  @Option(
      names = "--mnist",
      paramLabel = "FOLDER",
      defaultValue = "data/mnist",
      description = "accuracy: folder of the MNIST files (default: ${DEFAULT-VALUE}).")
  private Path mnist;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "rounds, accuracy: federated rounds at most.")
  private void setRounds(int atMost) {
    if (atMost < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--rounds %d is not allowed: give a whole number of at least 1".formatted(atMost));
    }
    rounds = atMost;
  }

  /** Federated rounds at most, at least 1. */
  int rounds() {
    return rounds;
  }

  /** Folder of the MNIST files. */
  Path mnist() {
    return mnist;
  }
}
