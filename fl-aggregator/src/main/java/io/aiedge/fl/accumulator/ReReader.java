package io.aiedge.fl.accumulator;

import io.aiedge.schemas.serde.UpdateChunkView;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Reads records of a partition's updates again; the log is opened when it is first needed. */
final class ReReader implements AutoCloseable {
  private final UpdateLog log;
  private final int partition;
  private final ChunkReader reader;

  ReReader(UpdateLog log, int partition, ChunkReader reader) {
    this.log = log;
    this.partition = partition;
    this.reader = reader;
  }

  /** Takes a chunk that was read again. */
  interface ChunkConsumer {
    void accept(long offset, UpdateChunkView chunk);
  }

  /** Hands over the records that are still there, in order. */
  void records(SortedSet<Long> offsets, Consumer<UpdateLog.Entry> consumer) {
    if (!offsets.isEmpty()) {
      log.read(partition, offsets, consumer);
    }
  }

  /** Hands over the chunks that are still there, in order; each was read as a chunk before. */
  void chunks(SortedSet<Long> offsets, ChunkConsumer consumer) {
    records(
        offsets,
        entry -> {
          if (reader.read(entry.value()) instanceof ChunkReader.Chunk chunk) {
            consumer.accept(entry.offset(), chunk.view());
          } else {
            throw new IllegalStateException(
                "the record at %d of partition %d was a chunk and is none now"
                    .formatted(entry.offset(), partition));
          }
        });
  }

  @Override
  public void close() {
    log.close();
  }
}
