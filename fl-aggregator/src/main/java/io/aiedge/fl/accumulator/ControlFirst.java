package io.aiedge.fl.accumulator;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Sets the time of control records back. Of the records it has at hand, Kafka Streams takes the
 * oldest first: control goes before updates, so few updates need to be parked, and orders to close
 * do not wait behind a backlog. It is a matter of speed only; any order gives the same result.
 */
final class ControlFirst implements TimestampExtractor {
  /** Longer than updates are kept. */
  private static final long HEAD_START = Duration.ofDays(2).toMillis();

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp() - HEAD_START);
  }
}
