package io.aiedge.core.aggregation;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * How the weights of a model, laid end to end, are cut into chunks, and where each chunk goes.
 *
 * @param parameters weights in the model, at least 1
 * @param chunkElements weights in every chunk but the last, 1 to {@link #MAX_CHUNK_ELEMENTS}
 */
public record ChunkLayout(long parameters, int chunkElements) {
  /** The largest chunk: its sum, eight bytes a weight, is a record of less than 8 MiB. */
  public static final int MAX_CHUNK_ELEMENTS = 983_040;

  /** The most chunks: some ten billion weights in chunks of the usual size. */
  public static final int MAX_CHUNKS = 1 << 15;

  public ChunkLayout {
    if (parameters < 1 || chunkElements < 1 || chunkElements > MAX_CHUNK_ELEMENTS) {
      throw new IllegalArgumentException(
          "a model of %d parameters cannot be cut into chunks of %d: give 1 to %d"
              .formatted(parameters, chunkElements, MAX_CHUNK_ELEMENTS));
    }
    if ((parameters - 1) / chunkElements >= MAX_CHUNKS) {
      throw new IllegalArgumentException(
          "a model of %d parameters is more than %d chunks of %d: use larger chunks"
              .formatted(parameters, MAX_CHUNKS, chunkElements));
    }
  }

  /** Chunks in the model. */
  public int chunkCount() {
    return (int) ((parameters - 1) / chunkElements) + 1;
  }

  /**
   * Weights in a chunk.
   *
   * @param chunk from 0 to {@link #chunkCount()}, the latter excluded
   */
  public int elements(int chunk) {
    if (chunk < 0 || chunk >= chunkCount()) {
      throw new IndexOutOfBoundsException("chunk " + chunk + " of " + chunkCount());
    }
    return (int) Math.min(chunkElements, parameters - (long) chunk * chunkElements);
  }

  /** The chunks of a job that stand in a partition, in order. */
  public IntStream chunksIn(int partition, String job, int partitions) {
    int first = Math.floorMod(partition - partitionOf(job, 0, partitions), partitions);
    return IntStream.iterate(first, chunk -> chunk < chunkCount(), chunk -> chunk + partitions);
  }

  /**
   * The partition of a chunk, the same on every machine and in every language: the CRC-32 of the
   * job's UTF-8 bytes, plus the chunk, modulo the partitions. The chunks of a job are spread evenly
   * and different jobs begin at different partitions.
   */
  public static int partitionOf(String job, int chunk, int partitions) {
    CRC32 hash = new CRC32();
    hash.update(job.getBytes(StandardCharsets.UTF_8));
    return (int) ((hash.getValue() + chunk) % partitions);
  }
}
