/**
 * What a model is and how it learns, without any tensor library: the layers of a Keras {@code
 * Sequential} configuration, the shapes between them, the order and the first values of the
 * weights, loss, optimizer and learning-rate schedule. What is not supported is refused here, with
 * the name of the layer, so that a job can be refused when it is submitted. Building graphs is not
 * done here, and neither is reading JSON: parsed maps come in.
 */
@NullMarked
package io.aiedge.core.architecture;

import org.jspecify.annotations.NullMarked;
