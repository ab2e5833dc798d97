/**
 * Java processes started by this one: sites, the registry. They can be ended as a group, and end by
 * themselves when this process does, however it ends. Workloads of a cluster are not started here
 * but by its shim, which they outlive.
 */
@NullMarked
package io.aiedge.platform.process;

import org.jspecify.annotations.NullMarked;
