package io.aiedge.fl.accumulator;

import io.aiedge.core.aggregation.ChunkLayout;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Puts the chunks of a model into the partitions of the chunks of its updates. */
final class ChunkPartitioner implements StreamPartitioner<String, byte[]> {
  /** The key of a chunk of a model. */
  static String key(String job, int version, int chunk) {
    return "%s/%d/%d".formatted(job, version, chunk);
  }

  @Override
  public Optional<Set<Integer>> partitions(String topic, String key, byte[] value, int partitions) {
    int chunkAt = key.lastIndexOf('/');
    int versionAt = key.lastIndexOf('/', chunkAt - 1);
    String job = key.substring(0, versionAt);
    int chunk = Integer.parseInt(key, chunkAt + 1, key.length(), 10);
    return Optional.of(Set.of(ChunkLayout.partitionOf(job, chunk, partitions)));
  }
}
