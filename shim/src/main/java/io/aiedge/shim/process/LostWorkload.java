package io.aiedge.shim.process;

import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A workload that stands on disk and cannot be taken up, for example because a file is damaged. It
 * has failed until it is applied again or removed.
 */
final class LostWorkload {
  private static final Logger LOG = LoggerFactory.getLogger(LostWorkload.class);

  private final WorkloadName name;

  LostWorkload(WorkloadName name) {
    this.name = name;
  }

  Standing.Told failed(Exception cause) {
    LOG.error("Workload {} cannot be taken up", name, cause);
    return new Standing.Told(
        status(
            WorkloadState.FAILED,
            "cannot be taken up where it stood (%s): apply it again, or remove it"
                .formatted(cause)),
        false);
  }

  /** Kills what still runs of it, as far as that is known, and deletes what it left. */
  Standing.Told discard(Host host, WorkloadDirectory directory) throws IOException {
    Optional<Instance> last = lastInstance(directory);
    if (last.isPresent()) {
      Instance found = new Instances(host, directory).find(last.get());
      boolean gone = host.group(found).stop(true);
      LOG.info("Workload {} is discarded; {}", name, gone ? "nothing of it ran" : "it was killed");
    }
    directory.delete();
    return new Standing.Told(status(WorkloadState.STOPPED, ""), true);
  }

  private Optional<Instance> lastInstance(WorkloadDirectory directory) {
    try {
      return directory.readInstance();
    } catch (IOException e) {
      LOG.warn("Whether something of workload {} still runs is not known", name, e);
      return Optional.empty();
    }
  }

  private WorkloadStatus status(WorkloadState state, String message) {
    return new WorkloadStatus(name, 0, 0, state, 0, 0, null, Instant.now(), message);
  }
}
