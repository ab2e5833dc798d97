package io.aiedge.trainer.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.event.fl.UpdateManifest;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.UpdateChunkView;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateWriterTest {
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
    UpdateWriter.Written written = writer().write(update(0.5f), OptionalInt.empty());

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
    assertThat(manifest.getSamples()).isEqualTo(ArrayLearner.SAMPLES);
  }

  @Test
  void aChunkCarriesWhatWasLearned() {
    writer().write(update(0.5f), OptionalInt.empty());

    UpdateChunkView last = UpdateChunkView.inPlace(producer.history().get(2).value()).orElseThrow();

    assertThat(last.elements()).isEqualTo(1);
    assertThat(last.payload()).isEqualTo(ByteBuffer.wrap(Jobs.bytes(0.5f)));
  }

  @Test
  void anUpdateThatIsNoNumberIsNotWritten() {
    UpdateWriter.Written written = writer().write(update(Float.NaN), OptionalInt.empty());

    assertThat(written)
        .isEqualTo(new UpdateWriter.Written.Refused("chunk 0: the value at 0 is NaN"));
    assertThat(producer.history()).isEmpty();
    assertThat(producer.transactionAborted()).isTrue();
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

  private UpdateWriter writer() {
    return new UpdateWriter(
        producer,
        codec,
        new Who(Jobs.JOB, Jobs.CLIENT),
        LAYOUT,
        UpdateEncoding.FLOAT32,
        new ErrorFeedbackStore(folder, LAYOUT),
        4,
        Clock.systemUTC());
  }

  private static Update update(float change) {
    List<ModelChunk> chunks = Jobs.chunks(0, 0, 1, 2, 3, 4, 5);
    BaseVersion base = new BaseVersion(0, chunks.stream().map(ModelChunk::getPayload).toList());
    ArrayLearner learner = new ArrayLearner(5, change);
    learner.set(base);
    return new Update(
        Jobs.order(1, Jobs.sha256(chunks)),
        base,
        learner,
        (Learner.Outcome.Trained) learner.train(1, () -> true, () -> {}));
  }
}
