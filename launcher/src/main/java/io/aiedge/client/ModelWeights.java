package io.aiedge.client;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights of one version.
 *
 * @param version the version
 * @param values all weights, tensor after tensor in the order of the model
 */
public record ModelWeights(ModelVersion version, float[] values) {
  private static final Duration MARGIN = Duration.ofMinutes(1);

  static ModelWeights read(TopicReader reader, ModelVersion version) {
    SortedMap<Integer, ByteBuffer> payloads = new TreeMap<>();
    reader.toTheEnd(
        List.of(TopicCatalogue.MODELS),
        version.getOpenedAt().minus(MARGIN),
        (record, event) -> {
          if (event instanceof ModelChunk chunk && belongs(chunk, version)) {
            payloads.put(chunk.getChunk(), chunk.getPayload());
          }
        });
    if (payloads.size() != version.getChunks().size()) {
      throw new IllegalStateException(
          "%d of %d chunks of version %d of %s are there: retention may have removed the others"
              .formatted(
                  payloads.size(),
                  version.getChunks().size(),
                  version.getVersion(),
                  version.getJob()));
    }
    float[] values = new float[Math.toIntExact(version.getParameters())];
    FloatBuffer all = FloatBuffer.wrap(values);
    payloads
        .values()
        .forEach(
            payload -> all.put(payload.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()));
    return new ModelWeights(version, values);
  }

  private static boolean belongs(ModelChunk chunk, ModelVersion version) {
    return chunk.getJob().equals(version.getJob())
        && chunk.getVersion() == version.getVersion()
        && chunk.getChunk() < version.getChunks().size()
        && Arrays.equals(
            ModelDigest.ofChunk(chunk.getPayload()),
            version.getChunks().get(chunk.getChunk()).bytes());
  }
}
