/** Which release this is. */
@NullMarked
package io.aiedge.core.release;

import org.jspecify.annotations.NullMarked;
