/** Where the trainers of jobs run. The rules are in {@code io.aiedge.core.placement}. */
@NullMarked
package io.aiedge.cloud.placement;

import org.jspecify.annotations.NullMarked;
