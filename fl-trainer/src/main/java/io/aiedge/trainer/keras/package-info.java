/**
 * Makes trainable TensorFlow models of architectures: one graph that holds the network, its loss,
 * its gradients by TensorFlow's own differentiation and the steps of its optimizer, with a
 * signature for each thing that is done with a model. Which layers there are, and what is refused,
 * stands in {@code io.aiedge.core.architecture}; running models stands in {@code
 * io.aiedge.trainer.tensorflow}.
 */
@NullMarked
package io.aiedge.trainer.keras;

import org.jspecify.annotations.NullMarked;
