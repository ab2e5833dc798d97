/**
 * How events become bytes and back: Avro single-object encoding, whose eight-byte schema
 * fingerprint lets a reader that knows the schema go on without the registry. Only the event types
 * of the catalogue are ever made from bytes.
 */
@NullMarked
package io.aiedge.schemas.serde;

import org.jspecify.annotations.NullMarked;
