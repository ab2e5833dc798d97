/**
 * Keeps what runs equal to what the cluster's own Kafka says is to run: {@code DesiredWorkloads}
 * reads {@code edge.workloads} and tells the shim, {@code StatusReporter} writes what the shim
 * tells to {@code edge.workload-statuses}. {@link io.aiedge.shim.reconcile.ShimService} is the
 * whole. How workloads are run is none of its business.
 */
@NullMarked
package io.aiedge.shim.reconcile;

import org.jspecify.annotations.NullMarked;
