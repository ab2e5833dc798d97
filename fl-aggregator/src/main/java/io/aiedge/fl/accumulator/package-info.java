/**
 * The accumulators: they take the chunks of clients' updates as they arrive, keep one weighted sum
 * for each chunk of a model whatever the number of clients, and make the next version when the
 * coordinator closes the round. {@link io.aiedge.fl.accumulator.Accumulator} runs them, {@code
 * AccumulatorTopology} is the data flow.
 *
 * <p>A partition is worked on by itself: all state is about chunks of that partition. Large arrays
 * are in {@code Tensors}; everything else, one small record for each fact, is in {@code Rounds},
 * {@code Contributions} and {@code Parking}. {@code Intake} decides what becomes of a chunk, {@code
 * Closings} when a version can be made, {@code VersionMaker} makes it, {@code Sums} knows which
 * updates stand in a sum. What is left out of a sum late, or put in again, is read again from the
 * log of updates ({@code UpdateLog}): the log is the only copy of a client's update.
 */
@NullMarked
package io.aiedge.fl.accumulator;

import org.jspecify.annotations.NullMarked;
