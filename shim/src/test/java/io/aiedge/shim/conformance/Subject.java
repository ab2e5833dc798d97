package io.aiedge.shim.conformance;

import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.WorkloadName;
import io.aiedge.core.workload.WorkloadSpec;
import java.io.IOException;

/** A cluster of its own for one test, with the shim that is tested and workloads it can run. */
public interface Subject extends AutoCloseable {
  /** Opens a shim on the state that those before it left. */
  Shim open() throws IOException;

  /** Writes {@code line} and runs until it is stopped; restarted within a second if it ends. */
  WorkloadSpec running(String line);

  /** Writes {@code line}, ends with {@code code} and is never restarted. */
  WorkloadSpec ending(String line, int code);

  /** Is accepted and cannot run on this cluster. */
  WorkloadSpec impossible();

  /** Instances of a workload that live, counted without the shim. */
  int instances(WorkloadName name) throws IOException;

  /** Kills what runs of a workload, without the shim. */
  void kill(WorkloadName name) throws IOException;

  /** Nothing is left behind. */
  @Override
  void close() throws IOException;
}
