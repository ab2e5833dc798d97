package io.aiedge.trainer.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.kafka.Log;
import io.aiedge.trainer.order.Jobs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelReaderTest {
  private static final float[] WEIGHTS = {1, 2, 3, 4, 5};

  private final Log log = new Log(TopicCatalogue.MODELS);
  private final ModelReader reader =
      new ModelReader(log.consumer, new EventCodec(), Jobs.JOB, new ChunkLayout(5, 2));

  @Test
  void aVersionIsItsChunksInOrderWhateverOrderTheyCameIn() {
    List<ModelChunk> chunks = Jobs.chunks(0, 0, WEIGHTS);
    log.holds(entries(List.of(chunks.get(2), chunks.get(0), chunks.get(0), chunks.get(1))));

    BaseVersion read = read(1, Jobs.sha256(chunks));

    assertThat(weights(read)).isEqualTo(Jobs.bytes(WEIGHTS));
    assertThat(read.bytes()).isEqualTo(20);
  }

  @Test
  void ofTwoTriesOfClosingTheOneThatWasPublishedCounts() {
    List<ModelChunk> given = Jobs.chunks(1, 0, 9, 9, 9, 9, 9);
    List<ModelChunk> published = Jobs.chunks(1, 1, WEIGHTS);
    List<ModelChunk> both = new ArrayList<>(given);
    both.addAll(published);
    log.holds(entries(both));

    assertThat(weights(read(2, Jobs.sha256(published)))).isEqualTo(Jobs.bytes(WEIGHTS));
  }

  @Test
  void aChunkWithAWrongDigestIsLeftOutAndARightOneWaitedFor() {
    List<ModelChunk> chunks = Jobs.chunks(0, 0, WEIGHTS);
    ModelChunk forged =
        ModelChunk.newBuilder(chunks.get(1)).setPayload(ByteBuffer.wrap(Jobs.bytes(7, 7))).build();
    log.holds(entries(List.of(chunks.get(0), forged, chunks.get(2))));
    log.later();
    log.later(entry(chunks.get(1)));

    assertThat(weights(read(1, Jobs.sha256(chunks)))).isEqualTo(Jobs.bytes(WEIGHTS));
  }

  @Test
  void chunksThatHoldTogetherAreNotTheVersionWithoutItsHashList() {
    List<ModelChunk> forged = Jobs.chunks(0, 0, 6, 6, 6, 6, 6);
    List<ModelChunk> right = Jobs.chunks(0, 1, WEIGHTS);
    log.holds(entries(forged));
    log.later(entries(right).toArray(new Log.Entry[0]));

    assertThat(weights(read(1, Jobs.sha256(right)))).isEqualTo(Jobs.bytes(WEIGHTS));
  }

  @Test
  void aChunkOfTheWrongShapeIsLeftOut() {
    List<ModelChunk> right = Jobs.chunks(0, 0, WEIGHTS);
    ModelChunk beyond = ModelChunk.newBuilder(right.get(0)).setChunk(3).build();
    ModelChunk wide =
        ModelChunk.newBuilder(right.get(0))
            .setPayload(ByteBuffer.allocate(80))
            .setSha256(new Sha256(new byte[32]))
            .build();
    List<ModelChunk> all = new ArrayList<>(List.of(beyond, wide));
    all.addAll(right);
    log.holds(entries(all));

    assertThat(weights(read(1, Jobs.sha256(right)))).isEqualTo(Jobs.bytes(WEIGHTS));
  }

  @Test
  void chunksOfTheNextVersionThatArePassedOnTheWayAreNotLost() {
    List<ModelChunk> first = Jobs.chunks(0, 0, 0, 0, 0, 0, 0);
    List<ModelChunk> second = Jobs.chunks(1, 0, WEIGHTS);
    List<ModelChunk> mixed = new ArrayList<>(second);
    mixed.addAll(first);
    log.holds(entries(mixed));

    read(1, Jobs.sha256(first));

    assertThat(weights(read(2, Jobs.sha256(second)))).isEqualTo(Jobs.bytes(WEIGHTS));
  }

  @Test
  void theSameVersionIsReadOnce() {
    List<ModelChunk> chunks = Jobs.chunks(0, 0, WEIGHTS);
    log.holds(entries(chunks));
    BaseVersion once = read(1, Jobs.sha256(chunks));

    assertThat(read(1, Jobs.sha256(chunks))).isSameAs(once);
  }

  @Test
  void readingEndsOnceTheVersionIsNotWantedAnyMore() {
    List<ModelChunk> chunks = Jobs.chunks(0, 0, WEIGHTS);
    log.holds(entries(chunks.subList(0, 2)));
    int[] asked = {0};

    assertThat(reader.read(Jobs.order(1, Jobs.sha256(chunks)), () -> asked[0]++ < 5)).isEmpty();
  }

  private BaseVersion read(int round, byte[] sha256) {
    return reader.read(Jobs.order(round, sha256), () -> true).orElseThrow();
  }

  private static byte[] weights(BaseVersion version) {
    float[] weights = new float[version.weights().capacity()];
    version.weights().duplicate().get(weights);
    return Jobs.bytes(weights);
  }

  private static List<Log.Entry> entries(List<ModelChunk> chunks) {
    return chunks.stream().map(ModelReaderTest::entry).toList();
  }

  private static Log.Entry entry(ModelChunk chunk) {
    return Log.Entry.of(
        "%s/%d/%d".formatted(chunk.getJob(), chunk.getVersion(), chunk.getChunk()), chunk);
  }
}
