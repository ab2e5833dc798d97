/**
 * MirrorMaker 2 at an edge: both directions in this Java virtual machine, dialling out to the
 * cloud, supervised. Which topics it carries is said by the caller, from the topic catalogue.
 */
@NullMarked
package io.aiedge.platform.mirror;

import org.jspecify.annotations.NullMarked;
