package io.aiedge.trainer.version;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ModelChunk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The chunks of one version as they come in, one set for each try of closing the round. Only one of
 * the sets is the version; its hash list says which.
 */
final class ChunkSets {
  private final ChunkLayout layout;
  private final Map<Integer, SortedMap<Integer, Piece>> byClosing = new HashMap<>();

  private record Piece(byte[] sha256, ByteBuffer payload) {}

  ChunkSets(ChunkLayout layout) {
    this.layout = layout;
  }

  /**
   * Takes a chunk; one that is there already changes nothing.
   *
   * @return what is wrong with it; empty where it was taken
   */
  Optional<String> take(ModelChunk chunk) {
    int index = chunk.getChunk();
    if (index < 0 || index >= layout.chunkCount() || chunk.getChunkCount() != layout.chunkCount()) {
      return Optional.of(
          "it is chunk %d of %d; the model has %d"
              .formatted(index, chunk.getChunkCount(), layout.chunkCount()));
    }
    ByteBuffer payload = chunk.getPayload();
    if (payload.remaining() != (long) layout.elements(index) * Float.BYTES) {
      return Optional.of(
          "its %d bytes are not %d weights".formatted(payload.remaining(), layout.elements(index)));
    }
    byte[] sha256 = chunk.getSha256().bytes();
    if (!Arrays.equals(ModelDigest.ofChunk(payload), sha256)) {
      return Optional.of("its payload does not have the SHA-256 it says");
    }
    byClosing
        .computeIfAbsent(chunk.getClosing(), closing -> new TreeMap<>())
        .putIfAbsent(index, new Piece(sha256, payload));
    return Optional.empty();
  }

  /** The complete set with a hash list; empty where it is not there yet. */
  Optional<List<ByteBuffer>> matching(byte[] versionSha256) {
    return byClosing.values().stream()
        .filter(set -> set.size() == layout.chunkCount())
        .filter(set -> Arrays.equals(hashList(set.values()), versionSha256))
        .map(set -> set.values().stream().map(Piece::payload).toList())
        .findFirst();
  }

  private static byte[] hashList(Collection<Piece> pieces) {
    return ModelDigest.ofModel(pieces.stream().map(Piece::sha256).toList());
  }

  /** Chunks of the fullest set, for people. */
  int held() {
    return byClosing.values().stream().mapToInt(Map::size).max().orElse(0);
  }
}
