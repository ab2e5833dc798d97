/** The reference pages that are written from the catalogue and the schemas. */
@NullMarked
package io.aiedge.schemas.docs;

import org.jspecify.annotations.NullMarked;
