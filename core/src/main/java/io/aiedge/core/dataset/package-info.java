/**
 * Rows to learn from, once they are in memory: features and labels, how they are split into
 * training and held-out rows, and how a data set is dealt out unevenly to several sites. Reading
 * files is not done here.
 */
@NullMarked
package io.aiedge.core.dataset;

import org.jspecify.annotations.NullMarked;
