/**
 * What becomes of a federated job: a state machine without input or output. {@link
 * io.aiedge.core.job.JobRules} is asked what to do on each event and answers with a {@link
 * io.aiedge.core.job.Step}: the next state and the effects to bring about. The coordinator keeps
 * the state, reads the clock and carries the effects out.
 *
 * <p>A job goes {@code INITIALIZING} (version 0 is made) → {@code WAITING} (for clients) → {@code
 * TRAINING} ⇄ {@code CLOSING} (the accumulators make the next version) → {@code EVALUATING} (the
 * last version) → {@code SUCCEEDED}; {@code FAILED} and {@code STOPPED} can follow on any of these.
 */
@NullMarked
package io.aiedge.core.job;

import org.jspecify.annotations.NullMarked;
