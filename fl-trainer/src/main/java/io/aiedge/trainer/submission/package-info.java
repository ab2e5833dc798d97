/**
 * Submitting a job: a model is checked and specified, then the job, its first weights and where
 * need be its graph are written to the cloud's Kafka at once. What becomes of the job is the
 * coordinator's.
 */
@NullMarked
package io.aiedge.trainer.submission;

import org.jspecify.annotations.NullMarked;
