/** Versions of a model's weights, read in chunks and verified by their hash lists. */
@NullMarked
package io.aiedge.trainer.version;

import org.jspecify.annotations.NullMarked;
