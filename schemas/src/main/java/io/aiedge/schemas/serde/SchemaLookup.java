package io.aiedge.schemas.serde;

import java.util.Optional;
import org.apache.avro.Schema;

/** Finds schemas this build does not know, such as those of newer producers. */
@FunctionalInterface
public interface SchemaLookup {
  /** Knows no further schemas. */
  SchemaLookup NONE = fingerprint -> Optional.empty();

  /** The schema with a CRC-64-AVRO fingerprint; empty where it is unknown or out of reach. */
  Optional<Schema> find(long fingerprint);
}
