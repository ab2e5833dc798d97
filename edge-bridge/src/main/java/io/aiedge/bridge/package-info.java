/**
 * The controller of an edge cluster. Commands come from the cluster's own Kafka, to which the
 * mirror carries them; what is desired stays there, so that the cluster lives on when it is cut
 * off.
 */
@NullMarked
package io.aiedge.bridge;

import org.jspecify.annotations.NullMarked;
