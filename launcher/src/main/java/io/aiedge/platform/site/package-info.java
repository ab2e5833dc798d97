/**
 * The embedded platform: one Java virtual machine for the cloud and one for each edge cluster, on
 * loopback, with their data below one folder. The services are those of production; only the wiring
 * is here. {@link io.aiedge.platform.site.CloudSite} and {@link io.aiedge.platform.site.EdgeSite}
 * run inside a site's process, {@link io.aiedge.platform.site.Platform} starts and stops the
 * processes.
 */
@NullMarked
package io.aiedge.platform.site;

import org.jspecify.annotations.NullMarked;
