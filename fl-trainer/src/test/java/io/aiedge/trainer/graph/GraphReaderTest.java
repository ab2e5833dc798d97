package io.aiedge.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.archive.ArchiveLimits;
import io.aiedge.trainer.archive.ArrivingArchive;
import io.aiedge.trainer.kafka.Log;
import io.aiedge.trainer.order.Jobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GraphReaderTest {
  private static final byte[] ARCHIVE = {1, 2, 3, 4, 5};

  private final Log log = new Log(TopicCatalogue.MODELS);
  private final GraphReader reader = reader(Jobs.OPENED);
  private ArrivingArchive archive;

  @BeforeEach
  void open() throws IOException {
    archive = ArrivingArchive.within(ArchiveLimits.USUAL);
  }

  @AfterEach
  void close() throws IOException {
    archive.close();
  }

  @Test
  void partsAreWaitedForAmongTheModelsOfAllJobs() throws IOException {
    log.holds(List.of(entry(part(1, 2, ARCHIVE)), entry(part(1, 2, ARCHIVE))));
    log.later(Log.Entry.of(Jobs.JOB + "/0/0", Jobs.chunks(0, 0, 1, 2, 3, 4, 5).get(0)));
    log.later(entry(part(0, 2, ARCHIVE)));

    assertThat(reader.read(Jobs.opened(), archive, () -> true))
        .contains(new ArrivingArchive.State.Whole());
  }

  @Test
  void whatMakesNoArchiveIsSaid() throws IOException {
    byte[] other = {9, 9, 9, 9, 9};
    ModelGraphPart wrong =
        ModelGraphPart.newBuilder(part(1, 2, other))
            .setArchiveSha256(part(0, 2, ARCHIVE).getArchiveSha256())
            .build();
    log.holds(List.of(entry(part(0, 2, ARCHIVE)), entry(wrong)));

    assertThat(reader.read(Jobs.opened(), archive, () -> true))
        .get()
        .isInstanceOf(ArrivingArchive.State.Broken.class);
  }

  @Test
  void waitingEndsOnceTheModelIsNotWantedAnyMore() throws IOException {
    int[] asked = {0};

    assertThat(reader.read(Jobs.opened(), archive, () -> asked[0]++ < 3)).isEmpty();
  }

  @Test
  void aModelThatTheTopicKeepsNoLongerIsNotWaitedFor() throws IOException {
    log.holds(List.of(entry(part(1, 2, ARCHIVE))));

    assertThat(
            reader(Jobs.OPENED.plus(Duration.ofDays(8))).read(Jobs.opened(), archive, () -> true))
        .contains(
            new ArrivingArchive.State.Broken(
                "the model that came with the job is not in fl.models, which kept it until"
                    + " 2026-01-08T01:00:00Z: submit the job again"));
  }

  @Test
  void anOldModelIsUsedWhereTheTopicHasItStill() throws IOException {
    log.holds(List.of(entry(part(0, 2, ARCHIVE)), entry(part(1, 2, ARCHIVE))));

    assertThat(
            reader(Jobs.OPENED.plus(Duration.ofDays(8))).read(Jobs.opened(), archive, () -> true))
        .contains(new ArrivingArchive.State.Whole());
  }

  private GraphReader reader(Instant now) {
    return new GraphReader(log.consumer, new EventCodec(), Clock.fixed(now, ZoneOffset.UTC));
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
