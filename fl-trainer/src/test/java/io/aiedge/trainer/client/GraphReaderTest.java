package io.aiedge.trainer.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GraphReaderTest {
  private static final byte[] ARCHIVE = {1, 2, 3, 4, 5};

  private final Log log = new Log(TopicCatalogue.MODELS);
  private final GraphReader reader = new GraphReader(log.consumer, new EventCodec(), 3);

  @Test
  void partsAreWaitedForAndPutInOrder() {
    log.holds(List.of(entry(part(1, 2, ARCHIVE)), entry(part(1, 2, ARCHIVE))));
    log.later(Log.Entry.of(Jobs.JOB + "/0/0", Jobs.chunks(0, 0, 1, 2, 3, 4, 5).get(0)));
    log.later(entry(part(0, 2, ARCHIVE)));

    GraphReader.Graph graph = reader.read(Jobs.opened(), () -> true).orElseThrow();

    assertThat(graph)
        .isEqualTo(
            new GraphReader.Graph.Whole(
                List.of(ByteBuffer.wrap(ARCHIVE, 0, 3).slice(), ByteBuffer.wrap(ARCHIVE, 3, 2))));
  }

  @Test
  void anArchiveWithAnotherDigestIsBroken() {
    byte[] other = {9, 9, 9, 9, 9};
    log.holds(List.of(entry(part(0, 2, ARCHIVE)), entry(part(1, 2, other))));

    assertThat(reader.read(Jobs.opened(), () -> true))
        .contains(
            new GraphReader.Graph.Broken("the model's archive does not have the SHA-256 it says"));
  }

  @Test
  void anArchiveOfTooManyPartsIsBroken() {
    log.holds(List.of(entry(part(0, 4, ARCHIVE))));

    assertThat(reader.read(Jobs.opened(), () -> true))
        .contains(new GraphReader.Graph.Broken("the model's archive has 4 parts; 3 are allowed"));
  }

  @Test
  void waitingEndsOnceTheModelIsNotWantedAnyMore() {
    int[] asked = {0};

    assertThat(reader.read(Jobs.opened(), () -> asked[0]++ < 3)).isEmpty();
  }

  private static Log.Entry entry(ModelGraphPart part) {
    return Log.Entry.of(Jobs.JOB + "/graph/" + part.getPart(), part);
  }

  private static ModelGraphPart part(int part, int count, byte[] archive) {
    return ModelGraphPart.newBuilder()
        .setJob(Jobs.JOB)
        .setPart(part)
        .setPartCount(count)
        .setArchiveSha256(new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(archive))))
        .setPayload(ByteBuffer.wrap(archive, 3 * part, part == 0 ? 3 : 2).slice())
        .build();
  }
}
