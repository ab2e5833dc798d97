package io.aiedge.trainer.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes clients of the Kafka of this site. */
public interface Site {
  /**
   * A consumer of committed records that belongs to no group.
   *
   * @param purpose a word for the broker's logs
   */
  Consumer<String, byte[]> consumer(String purpose);

  /** An idempotent producer. */
  Producer<String, byte[]> producer(String purpose);

  /**
   * A producer of transactions.
   *
   * @param identity of the writer, of whom there is one at a time
   */
  Producer<String, byte[]> transactions(String identity);
}
