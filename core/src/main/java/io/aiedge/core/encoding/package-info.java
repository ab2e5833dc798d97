/**
 * How the values of an update are written for the wire: as they are, as half precision, or as eight
 * bits with a scale for each block, and what the latter two lose. What an update is, and what is
 * added to what, is not known here.
 *
 * <p>What is lost is meant to be added to the next update, so that lossy updates train as far as
 * exact ones: error feedback (Seide et al., <i>1-bit stochastic gradient descent</i>, 2014;
 * Karimireddy et al., <i>Error feedback fixes SignSGD</i>, 2019).
 *
 * <p>Encodings never fail on a value: what is not finite is still not finite when it is read, so
 * that the one check before a sum ({@code io.aiedge.core.aggregation.FixedPoint}) suffices.
 */
@NullMarked
package io.aiedge.core.encoding;

import org.jspecify.annotations.NullMarked;
