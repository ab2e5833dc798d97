/**
 * How the values of an update are written for the wire: as they are, as half precision, or as eight
 * bits with a scale for each block, and how the error of the latter two is carried over to the next
 * update. What an update is, and what is added to what, is not known here.
 *
 * <p>Encodings never fail on a value: what is not finite is still not finite when it is read, so
 * that the one check before a sum ({@code io.aiedge.core.aggregation.FixedPoint}) suffices.
 */
@NullMarked
package io.aiedge.core.encoding;

import org.jspecify.annotations.NullMarked;
