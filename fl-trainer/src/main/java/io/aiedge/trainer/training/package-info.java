/**
 * What a site does in a round: some passes over its own rows, shuffled by a seed, and how a model
 * does on rows held back. How a step works stands in {@code io.aiedge.trainer.tensorflow}; when a
 * round begins, and what becomes of its result, in {@code io.aiedge.trainer.client}.
 */
@NullMarked
package io.aiedge.trainer.training;

import org.jspecify.annotations.NullMarked;
