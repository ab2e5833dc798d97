/**
 * Models as jobs specify them: read from JSON and checked, by whoever submits a job and again by
 * every client. Nothing is built or trained here.
 */
@NullMarked
package io.aiedge.trainer.specification;

import org.jspecify.annotations.NullMarked;
