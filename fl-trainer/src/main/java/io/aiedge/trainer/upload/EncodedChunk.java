package io.aiedge.trainer.upload;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.EventHeaders;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.avro.io.BinaryData;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An update chunk as the value of a record. The payload is written where it stays: it is the last
 * field of the event, so everything before it can be encoded around it.
 *
 * @param envelope the event without its payload
 * @param bytes the value of the record
 * @param payload the payload, a window on {@code bytes}; do not write to it
 */
public record EncodedChunk(UpdateChunk envelope, byte[] bytes, ByteBuffer payload) {
  /** A checksum whose encoding is as long as any. */
  private static final int LONGEST_CHECKSUM = Integer.MIN_VALUE;

  private static final int MAX_LENGTH_BYTES = 10;

  /**
   * Encodes a chunk.
   *
   * @param envelope all fields but checksum and payload, which are set here
   * @param payloadBytes the size of the payload
   * @param fill writes the payload into a little-endian buffer of that size
   */
  public static EncodedChunk of(
      EventCodec codec, UpdateChunk.Builder envelope, int payloadBytes, Consumer<ByteBuffer> fill) {
    envelope.setCrc32c(LONGEST_CHECKSUM);
    int at = head(codec, envelope, payloadBytes).length;
    byte[] bytes = new byte[at + payloadBytes];
    fill.accept(ByteBuffer.wrap(bytes, at, payloadBytes).slice().order(ByteOrder.LITTLE_ENDIAN));
    envelope.setCrc32c(checksum(bytes, at, payloadBytes));
    byte[] head = head(codec, envelope, payloadBytes);
    if (head.length < at) {
      // One checksum in sixteen takes a byte or more less.
      byte[] shorter = new byte[head.length + payloadBytes];
      System.arraycopy(bytes, at, shorter, head.length, payloadBytes);
      bytes = shorter;
    }
    System.arraycopy(head, 0, bytes, 0, head.length);
    return new EncodedChunk(
        envelope.build(),
        bytes,
        ByteBuffer.wrap(bytes, head.length, payloadBytes).slice().asReadOnlyBuffer());
  }

  /**
   * The chunk as a record of the topic of updates, in the partition where it belongs.
   *
   * @param source who says it, as for {@link EventHeaders#of}
   * @param partitions of the topic
   * @param now the time
   */
  public ProducerRecord<String, byte[]> record(String source, int partitions, Instant now) {
    String key = envelope.getJob() + "/" + envelope.getChunk();
    String id = "%s/%d/%d".formatted(key, envelope.getRound(), envelope.getAttempt());
    return new ProducerRecord<>(
        TopicCatalogue.UPDATES.name(),
        ChunkLayout.partitionOf(envelope.getJob(), envelope.getChunk(), partitions),
        null,
        key,
        bytes,
        EventHeaders.of(envelope, source, id, now));
  }

  /** The event up to its payload: that of an empty payload, with another length at its end. */
  private static byte[] head(EventCodec codec, UpdateChunk.Builder envelope, int payloadBytes) {
    envelope.setPayload(ByteBuffer.allocate(0));
    byte[] empty = codec.encode(envelope.build());
    byte[] length = new byte[MAX_LENGTH_BYTES];
    int lengthBytes = BinaryData.encodeLong(payloadBytes, length, 0);
    byte[] head = new byte[empty.length - 1 + lengthBytes];
    System.arraycopy(empty, 0, head, 0, empty.length - 1);
    System.arraycopy(length, 0, head, empty.length - 1, lengthBytes);
    return head;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }
}
