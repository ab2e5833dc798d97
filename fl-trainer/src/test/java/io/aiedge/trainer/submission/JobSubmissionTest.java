package io.aiedge.trainer.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.core.aggregation.ChunkLayout;
import io.aiedge.event.fl.JobSpec;
import io.aiedge.event.fl.JobSubmitted;
import io.aiedge.event.fl.LocalTrainingSpec;
import io.aiedge.event.fl.ModelGraphPart;
import io.aiedge.event.fl.ModelKind;
import io.aiedge.event.fl.ModelSpec;
import io.aiedge.event.fl.RoundSpec;
import io.aiedge.event.fl.StrategySpec;
import io.aiedge.schemas.serde.Decoded;
import io.aiedge.schemas.serde.EventCodec;
import io.aiedge.schemas.serde.UpdateChunkView;
import io.aiedge.trainer.archive.ArchiveLimits;
import io.aiedge.trainer.archive.ModelArchive;
import io.aiedge.trainer.archive.RefusedArchive;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSubmissionTest {
  private static final int PARTITIONS = 3;

  @TempDir Path folder;

  private final EventCodec codec = new EventCodec();
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(cluster(), true, null, new StringSerializer(), new ByteArraySerializer());
  private final JobSubmission submission = new JobSubmission(producer, codec, Clock.systemUTC());

  @Test
  void weightsAndRequestAreOneTransaction() throws Exception {
    submission.submit(new Submission(spec(), new float[] {1, 2, 3}, null, "ann"));

    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly("fl.updates", "fl.updates", "fl.job-requests");
    assertThat(producer.history().get(1).partition())
        .isEqualTo(ChunkLayout.partitionOf("digits", 1, PARTITIONS));
    JobSubmitted request = (JobSubmitted) event(producer.history().get(2));
    assertThat(request.getSpec()).isEqualTo(spec());
    assertThat(request.getSubmitter()).isEqualTo("ann");
  }

  @Test
  void theFirstWeightsAreRoundZeroOfTheSubmitter() throws Exception {
    submission.submit(new Submission(spec(), new float[] {1, 2, 3}, null, "ann"));

    UpdateChunkView last = UpdateChunkView.inPlace(producer.history().get(1).value()).orElseThrow();

    assertThat(last.client()).isEqualTo("submitter");
    assertThat(last.round()).isZero();
    assertThat(last.samples()).isEqualTo(1);
    assertThat(last.elements()).isEqualTo(1);
    assertThat(last.payload().order(ByteOrder.LITTLE_ENDIAN).getFloat()).isEqualTo(3);
  }

  @Test
  void aSavedModelGoesInPartsThatMakeItAgain() throws Exception {
    byte[] graph = new byte[2_000_000];
    new Random(1).nextBytes(graph);
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.write(model.resolve("saved_model.pb"), graph);

    submission.submit(new Submission(spec(), new float[3], model, "ann"));

    List<ModelGraphPart> parts =
        producer.history().stream()
            .filter(record -> record.topic().equals("fl.models"))
            .map(record -> (ModelGraphPart) event(record))
            .toList();
    assertThat(parts).hasSize(3).allMatch(part -> part.getPartCount() == 3);
    ByteBuffer archive =
        ByteBuffer.allocate(parts.stream().mapToInt(part -> part.getPayload().remaining()).sum());
    parts.forEach(part -> archive.put(part.getPayload().duplicate()));
    new ModelArchive(ArchiveLimits.USUAL)
        .unpack(new ByteArrayInputStream(archive.array()), folder.resolve("out"));
    assertThat(folder.resolve("out/saved_model.pb")).hasBinaryContent(graph);
  }

  @Test
  void nothingIsSubmittedWithASavedModelThatCannotBePacked() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> submission.submit(new Submission(spec(), new float[3], empty, "ann")))
        .isInstanceOf(RefusedArchive.class);
    assertThat(producer.history()).isEmpty();
    assertThat(producer.transactionAborted()).isTrue();
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> new Submission(spec(), new float[] {1, Float.NaN, 3}, null, "ann"))
        .hasMessage("weight 1 is NaN");
    assertThatThrownBy(() -> new Submission(spec(), new float[2], null, "ann"))
        .hasMessage("2 weights are not the 3 of the model");
  }

  private SpecificRecord event(ProducerRecord<String, byte[]> record) {
    return ((Decoded.Event) codec.decode(record.value())).event();
  }

  private static JobSpec spec() {
    return JobSpec.newBuilder()
        .setJob("digits")
        .setName("Digits")
        .setDataset("digits")
        .setModel(
            ModelSpec.newBuilder()
                .setKind(ModelKind.SAVED_MODEL)
                .setParameters(3)
                .setChunkElements(2)
                .build())
        .setTraining(LocalTrainingSpec.newBuilder().setLearningRate(0.1).build())
        .setStrategy(StrategySpec.newBuilder().build())
        .setRounds(RoundSpec.newBuilder().setRounds(1).build())
        .build();
  }

  private static Cluster cluster() {
    List<PartitionInfo> partitions =
        Stream.of("fl.updates", "fl.models", "fl.job-requests")
            .flatMap(
                topic ->
                    IntStream.range(0, PARTITIONS)
                        .mapToObj(
                            at ->
                                new PartitionInfo(
                                    topic, at, Node.noNode(), new Node[0], new Node[0])))
            .toList();
    return new Cluster("test", List.of(), partitions, Set.of(), Set.of());
  }
}
