/**
 * The graph of a job's model: built from its Keras architecture, or taken from the topic of models,
 * once, where it came as a SavedModel. Archives as such stand in {@code io.aiedge.trainer.archive}.
 */
@NullMarked
package io.aiedge.trainer.graph;

import org.jspecify.annotations.NullMarked;
