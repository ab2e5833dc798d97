/**
 * Workloads and their statuses as events, and back: the one place of this module where {@code
 * io.aiedge.event.fleet} meets {@code io.aiedge.core.workload}.
 */
@NullMarked
package io.aiedge.shim.workload;

import org.jspecify.annotations.NullMarked;
