/** What the services do with files and the standard library does not offer. */
@NullMarked
package io.aiedge.core.file;

import org.jspecify.annotations.NullMarked;
