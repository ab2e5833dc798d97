package io.aiedge.trainer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.core.encoding.Encoding;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.UpdateChunkView;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.trainer.order.Jobs;
import io.aiedge.trainer.training.Outcome;
import io.aiedge.trainer.version.ArrayWeights;
import io.aiedge.trainer.version.BaseVersion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateWriterTest {
  private static final int SAMPLES = 100;
  private static final ChunkLayout LAYOUT = new ChunkLayout(5, 2);

  @TempDir Path folder;

  private final EventCodec codec = new EventCodec();
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  @BeforeEach
  void begin() {
    producer.initTransactions();
  }

  @Test
  void chunksAndManifestAreOneTransaction() {
    UpdateWriter.Written written =
        writer(Encoding.FLOAT32).write(update(1, 0.5f), OptionalInt.empty());

    assertThat(written).isEqualTo(new UpdateWriter.Written.Committed(20));
    assertThat(producer.commitCount()).isEqualTo(1);
    List<ProducerRecord<String, byte[]>> chunks = producer.history().subList(0, 3);
    assertThat(chunks).allMatch(record -> record.topic().equals(TopicCatalogue.UPDATES.name()));
    assertThat(chunks)
        .extracting(ProducerRecord::partition)
        .containsExactly(partition(0), partition(1), partition(2));
    UpdateManifest manifest = manifest();
    assertThat(manifest.getChunkCount()).isEqualTo(3);
    assertThat(manifest.getBytes()).isEqualTo(20);
    assertThat(manifest.getBytesDown()).isEqualTo(20);
    assertThat(manifest.getSamples()).isEqualTo(SAMPLES);
  }

  @Test
  void aChunkCarriesWhatWasLearned() {
    writer(Encoding.FLOAT32).write(update(1, 0.5f), OptionalInt.empty());

    UpdateChunkView last = UpdateChunkView.inPlace(producer.history().get(2).value()).orElseThrow();

    assertThat(last.elements()).isEqualTo(1);
    assertThat(last.payload()).isEqualTo(ByteBuffer.wrap(Jobs.bytes(0.5f)));
  }

  @Test
  void anUpdateThatIsNoNumberIsNotWritten() {
    UpdateWriter.Written written =
        writer(Encoding.FLOAT32).write(update(1, Float.NaN), OptionalInt.empty());

    assertThat(written)
        .isEqualTo(new UpdateWriter.Written.Refused("chunk 0: the value at 0 is NaN"));
    assertThat(producer.history()).isEmpty();
    assertThat(producer.transactionAborted()).isTrue();
  }

  @Test
  void whatALossyEncodingLeavesOutIsAddedToTheNextUpdate() {
    UpdateWriter writer = writer(Encoding.FLOAT16);
    float change = 1 + 0x1p-12f; // rounds to 1 as float16, and so does the second sum

    writer.write(update(1, change), OptionalInt.empty());
    writer.write(update(2, change), OptionalInt.of(1));
    writer.write(update(3, change), OptionalInt.of(2));

    assertThat(lastChunks(3)).containsExactly((short) 0x3c00, (short) 0x3c00, (short) 0x3c01);
  }

  @Test
  void aRoundWrittenAgainHasTheSameBits() {
    writer(Encoding.INT8).write(update(1, 0.3f), OptionalInt.empty());
    writer(Encoding.INT8).write(update(2, 0.7f), OptionalInt.of(1));
    List<byte[]> once = chunks(4);
    producer.clear();

    writer(Encoding.INT8).write(update(2, 0.7f), OptionalInt.of(1));

    assertThat(chunks(0)).containsExactlyElementsOf(once);
  }

  private List<byte[]> chunks(int from) {
    return producer.history().subList(from, from + 3).stream().map(ProducerRecord::value).toList();
  }

  private List<Short> lastChunks(int rounds) {
    return IntStream.range(0, rounds)
        .map(round -> 4 * round + 2)
        .mapToObj(at -> UpdateChunkView.inPlace(producer.history().get(at).value()).orElseThrow())
        .map(chunk -> chunk.payload().order(ByteOrder.LITTLE_ENDIAN).getShort())
        .toList();
  }

  private UpdateManifest manifest() {
    ProducerRecord<String, byte[]> last = producer.history().get(3);
    assertThat(last.topic()).isEqualTo(TopicCatalogue.PROGRESS.name());
    assertThat(last.key()).isEqualTo(Jobs.JOB);
    return (UpdateManifest) ((Decoded.Event) codec.decode(last.value())).event();
  }

  private static int partition(int chunk) {
    return ChunkLayout.partitionOf(Jobs.JOB, chunk, 4);
  }

  private UpdateWriter writer(Encoding encoding) {
    return new UpdateWriter(
        producer,
        codec,
        new Who(Jobs.JOB, Jobs.CLIENT),
        LAYOUT,
        encoding,
        new ErrorFeedbackStore(folder, LAYOUT),
        4,
        Clock.systemUTC());
  }

  private static Update update(int round, float change) {
    float[] before = {1, 2, 3, 4, 5};
    float[] after = new float[before.length];
    for (int i = 0; i < before.length; i++) {
      after[i] = before[i] + change;
    }
    return new Update(
        Jobs.order(round, new byte[32]),
        new BaseVersion(round - 1, FloatBuffer.wrap(before)),
        new ArrayWeights(after),
        new Outcome.Trained(SAMPLES, 5, 0.25, Duration.ofMillis(1)));
  }
}
