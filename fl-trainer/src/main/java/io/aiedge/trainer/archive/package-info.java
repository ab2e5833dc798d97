/**
 * SavedModels as archives that travel through topics: packed by whoever submits a job, unpacked by
 * its clients, who trust none of it. What is in a SavedModel is not looked at here.
 */
@NullMarked
package io.aiedge.trainer.archive;

import org.jspecify.annotations.NullMarked;
