/**
 * Job files: what a user writes to submit a job, read into the events' types. The fields of {@code
 * training}, {@code strategy} and {@code rounds} are those of the events, so that a new one can be
 * set without another line of code.
 */
@NullMarked
package io.aiedge.client.job;

import org.jspecify.annotations.NullMarked;
