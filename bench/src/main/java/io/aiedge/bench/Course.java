package io.aiedge.bench;

import io.aiedge.event.fl.ModelVersion;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/**
 * How a job went.
 *
 * @param versions those made by training, in order; at least one
 */
record Course(List<ModelVersion> versions) {
  Course {
    versions = List.copyOf(versions).stream().filter(version -> version.getVersion() > 0).toList();
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("the job made no version");
    }
  }

  int rounds() {
    return versions.size();
  }

  /** Rounds until a version was that accurate. */
  OptionalInt roundsTo(double accuracy) {
    return versions.stream()
        .filter(version -> accuracy(version) >= accuracy)
        .mapToInt(ModelVersion::getVersion)
        .findFirst();
  }

  /** Accuracy of the last version. */
  double lastAccuracy() {
    return accuracy(versions.get(versions.size() - 1));
  }

  private static double accuracy(ModelVersion version) {
    return version.getEvaluation() == null ? 0 : version.getEvaluation().getAccuracy();
  }

  /** From one round's announcement to the next one's, on average. */
  double secondsPerRound() {
    Duration all =
        Duration.between(versions.get(0).getOpenedAt(), versions.get(rounds() - 1).getAt());
    return all.toMillis() / 1000.0 / rounds();
  }

  /** Bytes of updates in a round, on average. */
  double bytesUpPerRound() {
    return mean(ModelVersion::getBytesUp);
  }

  /** Bytes of models that clients read in a round, on average. */
  double bytesDownPerRound() {
    return mean(ModelVersion::getBytesDown);
  }

  /**
   * Seconds from a round's announcement to its version, less the longest training: the middle one
   * of the rounds, but for the first where there are others.
   */
  double secondsBesideTraining() {
    List<Long> millis =
        versions.stream()
            .skip(rounds() > 1 ? 1 : 0)
            .map(
                version ->
                    Duration.between(version.getOpenedAt(), version.getAt()).toMillis()
                        - version.getSlowestTrainMillis())
            .sorted()
            .toList();
    return millis.get(millis.size() / 2) / 1000.0;
  }

  /** What a round costs. */
  List<Figure> costs(String name) {
    Figure training =
        Figure.yardstick(
            name + ", training of a round, at most", mean(Course::trainingMillis) / 1000, "s");
    Figure plain =
        Figure.yardstick(
            name + ", weights of a round's clients", mean(Course::plainBytes) / 1e6, "MB");
    return List.of(
        training,
        Figure.of(name + ", a round", secondsPerRound(), training),
        plain,
        Figure.of(name + ", updates of a round", bytesUpPerRound() / 1e6, plain),
        Figure.of(name + ", models of a round", bytesDownPerRound() / 1e6, plain));
  }

  /** The clients train in turns: at most as if each took as long as the slowest. */
  private static long trainingMillis(ModelVersion version) {
    return version.getSlowestTrainMillis() * version.getContributions().size();
  }

  private static long plainBytes(ModelVersion version) {
    return version.getParameters() * Float.BYTES * version.getContributions().size();
  }

  private double mean(ToLongFunction<ModelVersion> value) {
    return versions.stream().mapToLong(value).average().orElse(0);
  }
}
