package io.aiedge.trainer.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivingArchiveTest {
  private static final ArchiveLimits LIMITS = new ArchiveLimits(3, 1000);
  private static final ArrivingArchive.State INCOMPLETE = new ArrivingArchive.State.Incomplete();

  @TempDir Path folder;

  private ArrivingArchive archive;
  private byte[] zip;

  @BeforeEach
  void pack() throws IOException {
    archive = ArrivingArchive.within(LIMITS);
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.writeString(model.resolve("saved_model.pb"), "graph");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ModelArchive(LIMITS).pack(model, out);
    zip = out.toByteArray();
  }

  @AfterEach
  void close() throws IOException {
    archive.close();
  }

  @Test
  void partsThatComeInAnyOrderAndTwiceMakeTheArchive() throws IOException {
    assertThat(archive.take(part(2, 3, zip))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(part(0, 3, zip))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(part(0, 3, zip))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(part(1, 3, zip))).isEqualTo(new ArrivingArchive.State.Whole());

    archive.unpack(folder.resolve("out"));
    assertThat(folder.resolve("out/saved_model.pb")).hasContent("graph");
  }

  @Test
  void partsOfAnotherArchiveArePassedOver() throws IOException {
    byte[] other = zip.clone();
    other[0]++;
    archive.take(part(0, 2, zip));

    assertThat(archive.take(part(1, 2, other))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(part(1, 3, zip))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(part(1, 2, zip))).isEqualTo(new ArrivingArchive.State.Whole());
  }

  @Test
  void aNumberThatNoPartHasIsPassedOver() throws IOException {
    assertThat(archive.take(with(part(0, 1, zip), -1))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(with(part(0, 1, zip), 1))).isEqualTo(INCOMPLETE);
    assertThat(archive.take(part(0, 1, zip))).isEqualTo(new ArrivingArchive.State.Whole());
  }

  @Test
  void anArchiveWithAnotherDigestIsBroken() throws IOException {
    ModelGraphPart changed =
        ModelGraphPart.newBuilder(part(0, 1, zip))
            .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build();

    assertThat(archive.take(changed))
        .isEqualTo(
            new ArrivingArchive.State.Broken(
                "the model's archive does not have the SHA-256 it says"));
  }

  @Test
  void anArchiveThatGrowsBeyondTheLimitIsBrokenBeforeItIsKept() throws IOException {
    byte[] large = new byte[2002];
    archive.take(part(0, 2, large));

    assertThat(archive.take(part(1, 2, large)))
        .isEqualTo(
            new ArrivingArchive.State.Broken(
                "the model's archive has more than 1000 bytes, which is not allowed"));
  }

  private static ModelGraphPart with(ModelGraphPart part, int number) {
    return ModelGraphPart.newBuilder(part).setPart(number).build();
  }

  private static ModelGraphPart part(int part, int count, byte[] archive) {
    int from = part * archive.length / count;
    int to = (part + 1) * archive.length / count;
    return ModelGraphPart.newBuilder()
        .setJob("job")
        .setPart(part)
        .setPartCount(count)
        .setArchiveSha256(new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(archive))))
        .setPayload(ByteBuffer.wrap(Arrays.copyOfRange(archive, from, to)))
        .build();
  }
}
