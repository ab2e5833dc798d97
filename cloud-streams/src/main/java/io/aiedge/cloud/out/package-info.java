/** How the topologies of this module write events and set records aside that cannot be used. */
@NullMarked
package io.aiedge.cloud.out;

import org.jspecify.annotations.NullMarked;
