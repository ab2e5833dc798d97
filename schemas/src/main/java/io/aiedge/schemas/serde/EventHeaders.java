package io.aiedge.schemas.serde;

import io.aiedge.event.fleet.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * CloudEvents attributes as Kafka headers (CloudEvents Kafka protocol binding 1.0.2, binary mode).
 * {@code ce_signature} is kept free for the producer's signature.
 */
public final class EventHeaders {
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String TIME = "ce_time";

  /** Why a record was set aside; a dead letter has it, so that it can be sorted unread. */
  public static final String REASON = "aiedge_reason";

  static final String SPEC_VERSION = "ce_specversion";
  static final String CONTENT_TYPE = "content-type";

  private EventHeaders() {}

  /**
   * The headers of an event; those of a dead letter name its reason.
   *
   * @param event the event
   * @param source who says it, such as {@code north.hangzhou-1/edge-bridge}
   * @param id unique for the source
   * @param time when it was said
   */
  public static Headers of(SpecificRecord event, String source, String id, Instant time) {
    Headers headers = new RecordHeaders();
    headers
        .add(SPEC_VERSION, utf8("1.0"))
        .add(ID, utf8(id))
        .add(TYPE, utf8(event.getSchema().getFullName()))
        .add(SOURCE, utf8(source))
        .add(TIME, utf8(time.toString()))
        .add(CONTENT_TYPE, utf8("application/avro"));
    if (event instanceof DeadLetter letter) {
      headers.add(REASON, utf8(letter.getReason()));
    }
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
