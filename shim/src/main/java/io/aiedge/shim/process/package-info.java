/**
 * Runs workloads as processes of a Linux machine, without Kubernetes.
 *
 * <p>{@link io.aiedge.shim.process.ProcessShim} holds one {@code Supervised} per workload; all of
 * them live on one thread, so nothing here is locked. Each instance of a workload runs in a session
 * of its own below a small <em>keeper</em> shell, which writes down the exit code: the shim may be
 * killed and come back, and still learns how a process it never started ended. What is known of a
 * workload stands in its {@code WorkloadDirectory}; who belongs to it is told by {@code
 * ProcessGroup}, from {@code /proc} and the cgroup.
 */
@NullMarked
package io.aiedge.shim.process;

import org.jspecify.annotations.NullMarked;
