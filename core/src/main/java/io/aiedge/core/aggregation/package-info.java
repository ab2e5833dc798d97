/**
 * The arithmetic of federated averaging: how a model is cut into chunks and how weighted updates
 * are summed so that no order of arrival, repetition or replay changes a bit. What is done with an
 * average stands in {@code io.aiedge.core.strategy}, how values are written in {@code
 * io.aiedge.core.encoding}.
 */
@NullMarked
package io.aiedge.core.aggregation;

import org.jspecify.annotations.NullMarked;
