package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.ChunkLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Puts the chunks of a model into the partitions of the chunks of its updates. */
final class ChunkPartitioner implements StreamPartitioner<byte[], byte[]> {
  /** The key of a chunk of a model. */
  static String key(String job, int version, int chunk) {
    return "%s/%d/%d".formatted(job, version, chunk);
  }

  @Override
  public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
    String text = new String(key, StandardCharsets.UTF_8);
    int chunkAt = text.lastIndexOf('/');
    int versionAt = text.lastIndexOf('/', chunkAt - 1);
    String job = text.substring(0, versionAt);
    int chunk = Integer.parseInt(text, chunkAt + 1, text.length(), 10);
    return Optional.of(Set.of(ChunkLayout.partitionOf(job, chunk, partitions)));
  }
}
