package io.aiedge.trainer.client;

import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the archive of the SavedModel that came with a job. */
final class GraphReader {
  private static final Duration POLL = Duration.ofMillis(200);

  /** The clock of whoever submitted, which dates the parts, may differ from the cloud's by this. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;
  private final int maxParts;
  private final SortedMap<Integer, ModelGraphPart> parts = new TreeMap<>();

  /**
   * @param maxParts an archive may have
   */
  GraphReader(Consumer<String, byte[]> consumer, EventCodec codec, int maxParts) {
    this.consumer = consumer;
    this.codec = codec;
    this.maxParts = maxParts;
  }

  /** What came of reading. */
  sealed interface Graph {
    /**
     * All parts are there.
     *
     * @param parts in order
     */
    record Whole(List<ByteBuffer> parts) implements Graph {}

    /**
     * The parts make no archive, or none that may be taken.
     *
     * @param reason for people
     */
    record Broken(String reason) implements Graph {}
  }

  /**
   * Waits for all parts.
   *
   * @param wanted asked again and again while waiting
   * @return the archive; empty once it is not wanted any more
   */
  Optional<Graph> read(JobOpened opened, BooleanSupplier wanted) {
    Positions.assign(consumer, TopicCatalogue.MODELS);
    Positions.advance(consumer, opened.getAt().minus(CLOCK_SLACK));
    String prefix = opened.getSpec().getJob() + "/graph/";
    while (wanted.getAsBoolean()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.key() != null && record.key().startsWith(prefix) && record.value() != null) {
          take(record.value());
        }
      }
      Optional<Graph> graph = graph();
      if (graph.isPresent()) {
        return graph;
      }
    }
    return Optional.empty();
  }

  private void take(byte[] value) {
    if (codec.decode(value) instanceof Decoded.Event event
        && event.event() instanceof ModelGraphPart part
        && part.getPart() >= 0
        && part.getPart() < Math.min(part.getPartCount(), maxParts + 1)) {
      parts.putIfAbsent(part.getPart(), part);
    }
  }

  private Optional<Graph> graph() {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    ModelGraphPart any = parts.values().iterator().next();
    if (any.getPartCount() > maxParts) {
      return Optional.of(
          new Graph.Broken(
              "the model's archive has %d parts; %d are allowed"
                  .formatted(any.getPartCount(), maxParts)));
    }
    if (parts.size() < any.getPartCount()) {
      return Optional.empty();
    }
    List<ByteBuffer> payloads = parts.values().stream().map(ModelGraphPart::getPayload).toList();
    MessageDigest digest = Digests.sha256();
    payloads.forEach(payload -> digest.update(payload.duplicate()));
    return Optional.of(
        Arrays.equals(digest.digest(), any.getArchiveSha256().bytes())
            ? new Graph.Whole(payloads)
            : new Graph.Broken("the model's archive does not have the SHA-256 it says"));
  }
}
