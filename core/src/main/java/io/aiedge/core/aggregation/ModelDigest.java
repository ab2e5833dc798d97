package io.aiedge.core.aggregation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Digests of models. A model's digest is a hash list: SHA-256 over the SHA-256 digests of its
 * chunks, in order, so that partitions can hash their own chunks and nobody has to read a whole
 * model to name it.
 */
public final class ModelDigest {
  private ModelDigest() {}

  /** SHA-256 of a chunk's payload; the buffer's position stays. */
  public static byte[] ofChunk(ByteBuffer payload) {
    MessageDigest digest = sha256();
    digest.update(payload.duplicate());
    return digest.digest();
  }

  /** The hash list over chunk digests, in the order of the chunks. */
  public static byte[] ofModel(Collection<byte[]> chunkDigests) {
    MessageDigest digest = sha256();
    chunkDigests.forEach(digest::update);
    return digest.digest();
  }

  /** A SHA-256 digest of nothing yet, for what comes in pieces. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
