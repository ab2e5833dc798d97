package io.aiedge.shim.process;

import io.aiedge.core.workload.Exit;
import java.time.Duration;

/**
 * How an instance ended.
 *
 * @param exit of the workload's process
 * @param uptime how long it ran
 */
record Ended(Exit exit, Duration uptime) {
  static final Ended UNSEEN = new Ended(Exit.UNKNOWN, Duration.ZERO);
}
