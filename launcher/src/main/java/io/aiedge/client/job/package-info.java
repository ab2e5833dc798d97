/**
 * Job files: what a user writes to submit a job, read into the events' types. The fields are those
 * of the events, so a new field of a {@code JobSpec} can be set here without another line of code.
 */
@NullMarked
package io.aiedge.client.job;

import org.jspecify.annotations.NullMarked;
