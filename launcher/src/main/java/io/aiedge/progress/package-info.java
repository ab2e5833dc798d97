/** How the progress of a job looks on a terminal; shared by the command line and the demo. */
@NullMarked
package io.aiedge.progress;

import org.jspecify.annotations.NullMarked;
