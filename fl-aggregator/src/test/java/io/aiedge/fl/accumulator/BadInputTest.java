package io.aiedge.fl.accumulator;

import static io.aiedge.fl.accumulator.AccumulatorFixture.JOB;
import static io.aiedge.fl.accumulator.AccumulatorFixture.PARK_TIME;
import static io.aiedge.fl.accumulator.AccumulatorFixture.contribution;
import static io.aiedge.fl.accumulator.ClientUpdate.withValues;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.FixedPoint;
import io.aiedge.event.fl.RoundAbandoned;
import io.aiedge.event.fl.RoundOpened;
import io.aiedge.event.fl.UpdateChunk;
import io.aiedge.event.fl.UpdateEncoding;
import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, the round of the client that behaves goes on and nothing of it is lost. */
class BadInputTest {
  private AccumulatorFixture fixture;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    fixture = new AccumulatorFixture(stateDir);
    fixture.inRound1("good", "bad");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  static Stream<Arguments> badChunks() {
    return Stream.of(
        bad("non-finite", chunk -> withValues(chunk, 1, Float.NaN, 3)),
        bad("non-finite", chunk -> withValues(chunk, 1, 2, Float.POSITIVE_INFINITY)),
        bad("overflow", chunk -> withValues(chunk, 1, -9e9f, 3)),
        bad("wrong-shape", chunk -> withValues(chunk, 1, 2)),
        bad("wrong-shape", chunk -> withValues(chunk, 1, 2, 3, 4).setElements(4)),
        bad("wrong-shape", chunk -> chunk.setChunk(2)),
        bad("wrong-shape", chunk -> chunk.setChunk(-1)),
        bad("wrong-shape", chunk -> chunk.setChunkCount(3)),
        bad("wrong-shape", chunk -> chunk.setEncoding(UpdateEncoding.FLOAT16)),
        bad("wrong-checksum", chunk -> chunk.setCrc32c(chunk.getCrc32c() ^ 1)),
        bad("bad-samples", chunk -> chunk.setSamples(0)),
        bad("bad-samples", chunk -> chunk.setSamples(FixedPoint.MAX_WEIGHT + 1)),
        bad("not-a-participant", chunk -> chunk.setClient("stranger")),
        bad("stale-round", chunk -> chunk.setRound(0)),
        bad("malformed", chunk -> chunk.setJob("a\0b")));
  }

  private static Arguments bad(String reason, UnaryOperator<UpdateChunk.Builder> change) {
    return Arguments.of(reason, change);
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("badChunks")
  void aBadChunkIsADeadLetterAndTheRoundGoesOn(
      String reason, UnaryOperator<UpdateChunk.Builder> change) {
    fixture.updateOf("bad", 0, 9, 9, 9, 9, 9).sendChunk(0, change);

    List<DeadLetter> letters = fixture.deadLetters();
    assertThat(letters).extracting(DeadLetter::getReason).containsExactly(reason);
    assertThat(fixture.rejected(reason)).isEqualTo(1);
    assertTheRoundGoesOn();
  }

  @Test
  void aValueThatFitsFewParticipantsIsRefusedOnceTheRoundIsOpenedAgainWithMany() {
    fixture.updateOf("bad", 0, 3e9f, 3e9f, 3e9f, 3e9f, 3e9f).send();
    fixture.updateOf("good", 0, 1, 1, 1, 1, 1).send();
    assertThat(fixture.deadLetters()).as("while two take part").isEmpty();

    fixture.open(1, "good", "bad", "c", "d", "e");

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("overflow", "overflow");
    fixture.closeRound(1, 0, contribution("good", 0, 1));
    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void aDeadLetterSaysWhichRecordItIs() {
    fixture.updateOf("bad", 0, 9, 9, 9, 9, 9).sendChunk(0, chunk -> chunk.setSamples(-3));
    var record = fixture.log.lastEntry().getValue();

    DeadLetter letter = fixture.deadLetters().get(0);

    assertThat(letter.getTopic()).isEqualTo("fl.updates");
    assertThat(letter.getPartition()).isZero();
    assertThat(letter.getOffset()).isEqualTo(record.offset());
    assertThat(letter.getKey()).isEqualTo("digits/0");
    assertThat(letter.getDetail()).isEqualTo("it says -3 samples; 1 to 1099511627776 can be");
    assertThat(letter.getService()).isEqualTo("fl-accumulator");
    assertThat(letter.getHead()).isEqualTo(ByteBuffer.wrap(record.value()));
  }

  @Test
  void bytesThatAreNoEventAreDeadLetters() {
    byte[] chunk = fixture.encoded(fixture.updateOf("bad", 0, 9, 9, 9, 9, 9).chunk(0).build());
    byte[] unknownSchema = chunk.clone();
    unknownSchema[5] ^= 1;

    fixture.sendBytes("hello, this is no event".getBytes(StandardCharsets.UTF_8));
    fixture.sendBytes(new byte[0]);
    fixture.sendBytes(Arrays.copyOf(chunk, chunk.length - 2));
    fixture.sendBytes(unknownSchema);
    fixture.sendBytes(fixture.encoded(new RoundAbandoned(JOB, 1, true)));

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("not-avro", "not-avro", "malformed", "unknown-schema", "unexpected-event");
    assertTheRoundGoesOn();
  }

  @Test
  void aChunkOfAJobThatIsNeverOpenedIsADeadLetterInTime() {
    fixture.updateOf("bad", 0, 9, 9, 9, 9, 9).sendChunk(0, chunk -> chunk.setJob("unheard-of"));

    fixture.advance(PARK_TIME.minusSeconds(10));
    assertThat(fixture.deadLetters()).isEmpty();
    fixture.advance(PARK_TIME);

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("unknown-job");
    assertTheRoundGoesOn();
  }

  @Test
  void aChunkInTheWrongPartitionIsADeadLetter(@TempDir Path other) {
    try (AccumulatorFixture two = new AccumulatorFixture(other, 2)) {
      two.open(0, "submitter");
      two.updateOf("submitter", 0, 1, 2, 3, 4, 5).round(0).send();

      assertThat(two.deadLetters())
          .extracting(DeadLetter::getReason)
          .containsExactly("wrong-partition");
    }
  }

  @Test
  void theFirstWeightsMustBeFloat32(@TempDir Path other) {
    try (AccumulatorFixture fresh = new AccumulatorFixture(other)) {
      fresh.open(0, "submitter");
      fresh
          .updateOf("submitter", 0, 1, 2, 3, 4, 5)
          .round(0)
          .sendChunk(0, chunk -> chunk.setEncoding(UpdateEncoding.INT8));

      assertThat(fresh.deadLetters())
          .extracting(DeadLetter::getDetail)
          .containsExactly("the first weights are written as INT8; write FLOAT32");
    }
  }

  @Test
  void controlThatMakesNoSenseIsADeadLetter() {
    fixture.tellBytes(new byte[] {1, 2, 3});
    fixture.tell(fixture.updateOf("bad", 0, 9, 9, 9, 9, 9).chunk(0).build());
    fixture.closeRound(7, 0, contribution("good", 0, 1));
    fixture.closeRound(1, 0);
    fixture.open(0, "good");
    RoundOpened nobody = new RoundOpened(fixture.spec(), 2, 1, List.of());
    fixture.tell(nobody);

    List<DeadLetter> letters = fixture.deadLetters();
    assertThat(letters)
        .extracting(DeadLetter::getTopic)
        .containsOnly(TopicCatalogue.ROUND_CONTROL.name());
    assertThat(letters)
        .extracting(DeadLetter::getReason)
        .containsExactly(
            "not-avro", "unexpected-event", "stale-round", "malformed", "stale-round", "malformed");
    assertTheRoundGoesOn();
  }

  private void assertTheRoundGoesOn() {
    fixture.updateOf("good", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("good", 0, 1));
    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
    assertThat(fixture.deadLetters()).isEmpty();
  }
}
