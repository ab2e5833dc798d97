/**
 * Runs trainable TensorFlow models: loads the native library, checks that a SavedModel keeps the
 * contract, trains, evaluates, and moves weights in and out as one flat vector without copying more
 * than once. Any SavedModel that keeps the contract will do, whoever exported it. Sessions are
 * those of DJL's TensorFlow engine, whose {@code Model} can only predict; so signatures are run on
 * the session of its bundle. Which rows make a batch is not decided here.
 */
@NullMarked
package io.aiedge.trainer.tensorflow;

import org.jspecify.annotations.NullMarked;
