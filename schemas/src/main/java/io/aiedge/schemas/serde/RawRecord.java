package io.aiedge.schemas.serde;

import io.aiedge.event.fleet.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A record as it came, whatever it holds.
 *
 * @param topic where it stands
 * @param partition where it stands
 * @param offset where it stands
 * @param key empty where it has none
 * @param value empty where it has none, or where it is no longer at hand
 */
public record RawRecord(String topic, int partition, long offset, String key, byte[] value) {
  private static final int HEAD_BYTES = 1024;
  private static final int TEXT_CHARACTERS = 4096;

  /**
   * What is written of a record that is not used: where it stands, its first 1,024 bytes, and its
   * key and {@code detail}, cut after 4,096 characters.
   *
   * @param service who does not use it
   * @param reason a fixed word, for counting
   * @param detail for people
   */
  public DeadLetter unused(String service, String reason, String detail, Instant at) {
    return DeadLetter.newBuilder()
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setReason(reason)
        .setDetail(cut(detail))
        .setService(service)
        .setKey(cut(key))
        .setHead(ByteBuffer.wrap(value, 0, Math.min(value.length, HEAD_BYTES)).slice())
        .setAt(at)
        .build();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_CHARACTERS ? text : text.substring(0, TEXT_CHARACTERS) + "…";
  }
}
