/** What a cluster says of itself: who it is and what it has, and that it is there. */
@NullMarked
package io.aiedge.bridge.presence;

import org.jspecify.annotations.NullMarked;
