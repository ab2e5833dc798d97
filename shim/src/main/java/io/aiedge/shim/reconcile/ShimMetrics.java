package io.aiedge.shim.reconcile;

import io.aiedge.core.workload.Shim;
import io.aiedge.core.workload.WorkloadState;
import io.aiedge.core.workload.WorkloadStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * What a shim tells to monitoring: {@code aiedge_shim_workloads} by state, and {@code
 * aiedge_shim_restarts} of the workloads held.
 */
final class ShimMetrics implements MeterBinder {
  private final Shim shim;

  ShimMetrics(Shim shim) {
    this.shim = shim;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (WorkloadState state : WorkloadState.values()) {
      Gauge.builder("aiedge_shim_workloads", shim, held -> count(held, state))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("Workloads of this cluster in a state")
          .register(registry);
    }
    Gauge.builder("aiedge_shim_restarts", shim, ShimMetrics::restarts)
        .description("Restarts of the workloads held, since their revision was applied")
        .register(registry);
  }

  private static double count(Shim shim, WorkloadState state) {
    return shim.statuses().values().stream().filter(status -> status.state() == state).count();
  }

  private static double restarts(Shim shim) {
    return shim.statuses().values().stream().mapToInt(WorkloadStatus::restarts).sum();
  }
}
