/** The clusters as the cloud sees them, and whether they can be reached. */
@NullMarked
package io.aiedge.cloud.view;

import org.jspecify.annotations.NullMarked;
