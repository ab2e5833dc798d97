package io.aiedge.shim.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.workload.ProcessSpec;
import io.aiedge.core.workload.Workload;
import io.aiedge.core.workload.WorkloadName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ShimMetricsTest {
  @Test
  void workloadsAreCountedByState() {
    FakeShim shim = new FakeShim();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new ShimMetrics(shim).bindTo(registry);

    shim.apply(new Workload(new WorkloadName("app"), 1, 1, ProcessSpec.of("trainer")));

    assertThat(registry.get("aiedge_shim_workloads").tag("state", "running").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("aiedge_shim_workloads").tag("state", "failed").gauge().value())
        .isZero();
  }
}
