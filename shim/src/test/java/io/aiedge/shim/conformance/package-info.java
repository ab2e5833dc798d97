/**
 * The contract of {@link io.aiedge.core.workload.Shim} as tests. Whoever writes a shim gives a
 * {@link io.aiedge.shim.conformance.Subject} and extends {@link
 * io.aiedge.shim.conformance.ShimConformance}.
 */
@NullMarked
package io.aiedge.shim.conformance;

import org.jspecify.annotations.NullMarked;
