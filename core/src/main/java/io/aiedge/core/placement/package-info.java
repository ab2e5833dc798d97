/** Rules of placement: which clusters run a workload, and why each was chosen or not. */
@NullMarked
package io.aiedge.core.placement;

import org.jspecify.annotations.NullMarked;
