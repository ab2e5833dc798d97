/**
 * Loopback ports of a site's parts: chosen once, then kept, so that a part that comes back is found
 * where it was. What listens on them is not known here.
 */
@NullMarked
package io.aiedge.platform.port;

import org.jspecify.annotations.NullMarked;
