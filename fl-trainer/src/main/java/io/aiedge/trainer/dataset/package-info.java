/**
 * Data sets by name: the operator of an edge declares each as {@code NAME.json} in one folder, a
 * job asks for it by name, and what comes back is rows in memory, split and scaled, or the reason
 * why not. CSV, IDX and NPY are read, plain or gzipped. How rows are split and scaled is decided in
 * {@code io.aiedge.core.dataset}; what is learnt from them is not known here.
 *
 * <p>Reasons travel to the cloud, rows never do: a reason names the file, the line and the column,
 * and never quotes a value.
 */
@NullMarked
package io.aiedge.trainer.dataset;

import org.jspecify.annotations.NullMarked;
