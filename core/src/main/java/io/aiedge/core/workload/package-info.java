/**
 * What a cluster is asked to run and how it does: {@link io.aiedge.core.workload.Workload}s with
 * their specification, the rule for restarts, statuses, and the contract of a {@link
 * io.aiedge.core.workload.Shim}, which runs them. How they are run (processes, Kubernetes) is the
 * business of the shims.
 */
@NullMarked
package io.aiedge.core.workload;

import org.jspecify.annotations.NullMarked;
