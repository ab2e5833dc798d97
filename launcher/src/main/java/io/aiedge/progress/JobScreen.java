package io.aiedge.progress;

import io.aiedge.client.JobProgress;
import io.aiedge.event.fl.JobState;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A job's progress on the screen: a line when its state changes for people, and a line for each
 * round once the version it made has been evaluated.
 */
public final class JobScreen implements JobProgress.Listener {
  private final PrintWriter out;
  private final RoundLines lines;
  private final TreeMap<Integer, ModelVersion> unprinted = new TreeMap<>();
  private @Nullable JobState state;
  private int printed = -1;

  /** Prints to {@code out}. */
  public JobScreen(PrintWriter out) {
    this.out = out;
    this.lines = new RoundLines(out);
  }

  @Override
  public void heard(SpecificRecord event) {
    if (event instanceof JobView view) {
      changed(view);
    } else if (event instanceof ModelVersion version && version.getVersion() > printed) {
      unprinted.put(version.getVersion(), version);
      if (version.getEvaluation() != null) {
        flush(version.getVersion());
      }
    }
  }

  private void changed(JobView view) {
    if (view.getState() == state) {
      return;
    }
    boolean first = state == null || state == JobState.INITIALIZING || state == JobState.WAITING;
    switch (view.getState()) {
      case WAITING -> out.printf("waiting for clients: %s%n", view.getReason());
      case TRAINING -> {
        if (first) {
          out.printf("training on %s%n", String.join(", ", view.getClients()));
          lines.header();
        }
      }
      case SUCCEEDED, FAILED, STOPPED -> {
        flush(Integer.MAX_VALUE);
        out.printf("%s: %s%n", view.getState().name().toLowerCase(Locale.ROOT), view.getReason());
      }
      case INITIALIZING, CLOSING, EVALUATING -> {}
    }
    out.flush();
    state = view.getState();
  }

  private void flush(int upTo) {
    while (!unprinted.isEmpty() && unprinted.firstKey() <= upTo) {
      ModelVersion version = unprinted.pollFirstEntry().getValue();
      lines.line(version);
      printed = version.getVersion();
    }
  }
}
