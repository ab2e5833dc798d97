package io.aiedge.progress;

import io.aiedge.event.fl.Evaluation;
import io.aiedge.event.fl.ModelVersion;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line for each round of a job, under a header. */
public final class RoundLines {
  private final PrintWriter out;

  /** Prints to {@code out}. */
  public RoundLines(PrintWriter out) {
    this.out = out;
  }

  /** The names of the columns. */
  public void header() {
    out.println("round  accuracy    loss  clients        up      down  seconds");
    out.flush();
  }

  /** The round that made a version; version 0 was made by none. */
  public void line(ModelVersion version) {
    Evaluation evaluation = version.getEvaluation();
    out.printf(
        Locale.ROOT,
        "%5d  %8s  %6s  %7d  %8s  %8s  %7.1f%n",
        version.getVersion(),
        evaluation == null ? "-" : "%.4f".formatted(evaluation.getAccuracy()),
        evaluation == null ? "-" : "%.3f".formatted(evaluation.getLoss()),
        version.getVersion() == 0 ? 0 : version.getContributions().size(),
        Bytes.of(version.getBytesUp()),
        Bytes.of(version.getBytesDown()),
        Duration.between(version.getOpenedAt(), version.getAt()).toMillis() / 1000.0);
    out.flush();
  }
}
