package io.aiedge.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.JobOpened;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.Sha256;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.trainer.archive.ArchiveLimits;
import io.aiedge.trainer.archive.ModelArchive;
import io.aiedge.trainer.kafka.FakeSite;
import io.aiedge.trainer.kafka.Log;
import io.aiedge.trainer.order.Jobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ModelFilesTest {
  private static final Instant LONG_AFTER = Jobs.OPENED.plus(Duration.ofDays(30));

  @TempDir private Path folder;

  @Test
  void aModelThatCameOnceIsThereAfterTheTopicHasLostIt() throws IOException {
    FakeSite site = siteWith(model("graph"));
    assertThat(files(site, Jobs.OPENED).write(opened(Jobs.OPENED))).isEmpty();

    assertThat(files(new FakeSite(), LONG_AFTER).write(opened(Jobs.OPENED))).isEmpty();

    assertThat(folder.resolve("job/model/saved_model.pb")).hasContent("graph");
  }

  @Test
  void aModelOfWhichOnlySomeFilesAreThereIsTakenAgain() throws IOException {
    Path stale = Files.createDirectories(folder.resolve("job/model/variables"));
    Files.writeString(stale.resolve("half"), "");

    assertThat(files(siteWith(model("graph")), Jobs.OPENED).write(opened(Jobs.OPENED))).isEmpty();

    assertThat(folder.resolve("job/model/saved_model.pb")).hasContent("graph");
    assertThat(stale).doesNotExist();
  }

  @Test
  void anotherJobOfTheSameNameGetsItsOwnModel() throws IOException {
    Instant later = Jobs.OPENED.plusSeconds(60);
    files(siteWith(model("first")), Jobs.OPENED).write(opened(Jobs.OPENED));

    assertThat(files(siteWith(model("second")), later).write(opened(later))).isEmpty();

    assertThat(folder.resolve("job/model/saved_model.pb")).hasContent("second");
  }

  @Test
  void aModelThatIsNotKeptAnyMoreIsAFault() {
    assertThat(files(new FakeSite(), LONG_AFTER).write(opened(Jobs.OPENED)))
        .hasValueSatisfying(fault -> assertThat(fault).contains("is not in fl.models"));
  }

  @Test
  void anArchiveThatContradictsItselfIsAFault() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.putNextEntry(new ZipEntry("a/b"));
    }

    assertThat(files(siteWith(out.toByteArray()), Jobs.OPENED).write(opened(Jobs.OPENED)))
        .hasValueSatisfying(
            fault ->
                assertThat(fault)
                    .startsWith("the model that came with the job is refused: ")
                    .contains("a/b"));
  }

  private ModelFiles files(FakeSite site, Instant now) {
    return new ModelFiles(
        site,
        new EventCodec(),
        folder.resolve("job/model"),
        Clock.fixed(now, ZoneOffset.UTC),
        () -> true);
  }

  private byte[] model(String graph) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("saved_model.pb"), graph);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ModelArchive(ArchiveLimits.USUAL).pack(source, out);
    return out.toByteArray();
  }

  private static FakeSite siteWith(byte[] archive) {
    FakeSite site = new FakeSite();
    site.models.holds(
        List.of(
            Log.Entry.of(
                Jobs.JOB + "/graph/0",
                ModelGraphPart.newBuilder()
                    .setJob(Jobs.JOB)
                    .setPart(0)
                    .setPartCount(1)
                    .setArchiveSha256(new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(archive))))
                    .setPayload(ByteBuffer.wrap(archive))
                    .build())));
    return site;
  }

  private static JobOpened opened(Instant at) {
    JobSpec spec =
        JobSpec.newBuilder(Jobs.spec())
            .setModel(
                ModelSpec.newBuilder(Jobs.spec().getModel()).setKind(ModelKind.SAVED_MODEL).build())
            .build();
    return new JobOpened(spec, at);
  }
}
