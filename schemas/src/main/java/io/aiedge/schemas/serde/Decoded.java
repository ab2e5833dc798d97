package io.aiedge.schemas.serde;

import org.apache.avro.specific.SpecificRecord;

/** What came of reading bytes. */
public sealed interface Decoded {
  /**
   * An event of the catalogue.
   *
   * @param event the event
   */
  record Event(SpecificRecord event) implements Decoded {}

  /**
   * Bytes that are no event of the catalogue.
   *
   * @param reason a fixed word, for counting
   * @param detail for people
   */
  record Undecodable(String reason, String detail) implements Decoded {}
}
