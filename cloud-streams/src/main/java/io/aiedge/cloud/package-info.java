/**
 * The cloud's view of the fleet and its orders to it: {@code view} knows the clusters, {@code
 * command} gives each command its place and follows it, {@code placement} decides where trainers
 * run.
 */
@NullMarked
package io.aiedge.cloud;

import org.jspecify.annotations.NullMarked;
