package io.aiedge.fl.accumulator;

import static io.aiedge.fl.accumulator.AccumulatorFixture.JOB;
import static io.aiedge.fl.accumulator.AccumulatorFixture.VERSION_0;
import static io.aiedge.fl.accumulator.AccumulatorFixture.contribution;
import static io.aiedge.fl.accumulator.ClientUpdate.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aiedge.core.aggregation.ModelDigest;
import io.aiedge.event.fl.ChunkDigest;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.Sha256;
import io.aiedge.event.fl.StrategyKind;
import io.aiedge.event.fl.UpdateEncoding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTest {
  private AccumulatorFixture fixture;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    fixture = new AccumulatorFixture(stateDir);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void theFirstUpdateIsVersion0BitForBit() {
    float[] odd = {Float.MIN_VALUE, -0.0f, 1e30f, 0.1f, -Float.MAX_VALUE};
    fixture.open(0, "submitter");
    fixture.updateOf("submitter", 0, odd).round(0).send();
    fixture.closeRound(0, 0, contribution("submitter", 0, 1));

    List<ModelChunk> chunks = fixture.models();

    assertThat(chunks).extracting(ModelChunk::getVersion).containsExactly(0, 0);
    assertThat(chunks)
        .extracting(chunk -> chunk.getPayload())
        .containsExactly(
            ByteBuffer.wrap(floats(Float.MIN_VALUE, -0.0f, 1e30f)),
            ByteBuffer.wrap(floats(0.1f, -Float.MAX_VALUE)));
  }

  @Test
  void aRoundMakesTheWeightedAverageOfItsUpdates() {
    fixture.inRound1("a", "b", "c");
    fixture.updateOf("a", 0, 1, 0, 0, 0, 4).samples(10).send();
    fixture.updateOf("b", 0, 0, 1, 0, 0, 0).samples(20).send();
    fixture.updateOf("c", 0, -1, 0, 3, 0, -4).samples(10).send();

    fixture.closeRound(
        1, 0, contribution("a", 0, 10), contribution("b", 0, 20), contribution("c", 0, 10));

    assertThat(fixture.version()).containsExactly(1, 2.5f, 3.75f, 4, 5);
    assertThat(fixture.deadLetters()).isEmpty();
    assertThat(fixture.reReads()).as("only the first weights").isEqualTo(2);
  }

  @Test
  void theAnswerNamesTheDigestsOfTheChunksSent() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));

    Sha256 first = new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(floats(2, 3, 4))));
    Sha256 second = new Sha256(ModelDigest.ofChunk(ByteBuffer.wrap(floats(5, 6))));

    assertThat(fixture.results())
        .containsExactly(
            new PartitionClosed(
                JOB, 1, 0, 0, List.of(new ChunkDigest(0, first), new ChunkDigest(1, second))));
    assertThat(fixture.models()).extracting(ModelChunk::getSha256).containsExactly(first, second);
  }

  @Test
  void theOrderOfArrivalChangesNoBit(@TempDir Path other) {
    float[] a = {0.1f, 0.7f, 1e-9f, 33.3f, -5e6f};
    float[] b = {1e7f, -0.3f, 2e-9f, -33.1f, 0.1f};
    float[] c = {-1e7f, 0.2f, 3e-9f, 1e-7f, 0.7f};
    fixture.inRound1("a", "b", "c");
    fixture.updateOf("a", 0, a).samples(7).send();
    fixture.updateOf("b", 0, b).samples(11).send();
    fixture.updateOf("c", 0, c).samples(13).send();
    fixture.closeRound(
        1, 0, contribution("a", 0, 7), contribution("b", 0, 11), contribution("c", 0, 13));
    try (AccumulatorFixture reversed = new AccumulatorFixture(other)) {
      reversed.inRound1("a", "b", "c");
      reversed.closeRound(
          1, 0, contribution("c", 0, 13), contribution("b", 0, 11), contribution("a", 0, 7));
      reversed.updateOf("c", 0, c).samples(13).sendChunk(1);
      reversed.updateOf("b", 0, b).samples(11).send();
      reversed.updateOf("a", 0, a).samples(7).send();
      reversed.updateOf("c", 0, c).samples(13).sendChunk(0);

      assertThat(reversed.version()).isEqualTo(fixture.version());
    }
  }

  @ParameterizedTest
  @EnumSource(UpdateEncoding.class)
  void updatesMayBeWrittenInAnyEncoding(UpdateEncoding encoding) {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 127, 64, -1, 127, 2).encoding(encoding).send();
    fixture.updateOf("b", 0, 1, 0, 3, 1, 0).send();

    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));

    assertThat(fixture.version()).containsExactly(65, 34, 4, 68, 6);
  }

  @ParameterizedTest
  @EnumSource(UpdateEncoding.class)
  void anEncodedUpdateThatDoesNotCountLeavesNoTrace(UpdateEncoding encoding) {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 0.1f, 0.7f, -1e-3f, 33, 1e4f).encoding(encoding).send();
    fixture.updateOf("b", 0, 1, 0, 3, 1, 0).send();

    fixture.closeRound(1, 0, contribution("b", 0, 1));

    assertThat(fixture.version()).containsExactly(2, 2, 6, 5, 5);
  }

  @Test
  void aDuplicateCountsOnce() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
    assertThat(fixture.chunks("duplicate")).isEqualTo(4);
    assertThat(fixture.deadLetters()).isEmpty();
  }

  @Test
  void theNextRoundStartsFromTheVersionMade() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));
    fixture.models();
    fixture.open(2, "a");
    fixture.updateOf("a", 0, 0, 0, 0, 1, 0).round(2).send();
    fixture.closeRound(2, 0, contribution("a", 0, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 6, 6);
  }

  @Test
  void aStrategyRemembersItsSlotsFromRoundToRound() {
    fixture.with(StrategyKind.FEDAVGM, 1).inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));
    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
    fixture.open(2, "a");
    fixture.updateOf("a", 0, 0, 0, 0, 0, 1).round(2).send();
    fixture.closeRound(2, 0, contribution("a", 0, 1));

    assertThat(fixture.version())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(2.9f, 3.9f, 4.9f, 5.9f, 7.9f);
  }

  @Test
  void anAdaptiveStrategyBeginsAtTauSquared() {
    fixture.with(StrategyKind.FEDADAM, 0.1).inRound1("a");
    fixture.updateOf("a", 0, 1, 0, 0, 0, 0).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));

    // m = .1, v = .99 * 1e-6 + .01, w = 1 + .1 * .1 / (sqrt(v) + .001)
    assertThat(fixture.version()[0]).isCloseTo(1.099005f, within(1e-5f));
  }

  @Test
  void nothingIsKeptOfAJobThatEnded() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    assertThat(fixture.entries(AccumulatorTopology.TENSORS)).isEqualTo(2);

    fixture.abandon(1, true);

    assertThat(fixture.entries(AccumulatorTopology.TENSORS)).isZero();
    assertThat(fixture.entries(AccumulatorTopology.LEDGER)).isZero();
  }

  @Test
  void theVersionARoundStartsFromIsKeptBesideTheOneItMakes() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));

    assertThat(fixture.entries(AccumulatorTopology.TENSORS))
        .as("two chunks of version 0 and two of version 1")
        .isEqualTo(4);
  }

  @Test
  void aRoundGoesOnAfterARestartFromWhatTheStoresHold() {
    fixture.inRound1("a", "b", "c");
    fixture.updateOf("a", 0, 1, 0, 0, 0, 4).samples(10).send();
    fixture.updateOf("b", 0, 0, 1, 0, 0, 0).samples(20).sendChunk(0);

    fixture.restart();
    fixture.updateOf("b", 0, 0, 1, 0, 0, 0).samples(20).send();
    fixture.updateOf("c", 0, -1, 0, 3, 0, -4).samples(10).send();
    fixture.closeRound(
        1, 0, contribution("a", 0, 10), contribution("b", 0, 20), contribution("c", 0, 10));

    assertThat(fixture.version()).containsExactly(1, 2.5f, 3.75f, 4, 5);
    assertThat(fixture.chunks("duplicate")).as("the chunk that b sent before").isEqualTo(1);
  }

  @Test
  void onlyTheLastVersionIsKept() {
    fixture.inRound1("a");
    for (int round = 1; round <= 3; round++) {
      fixture.updateOf("a", 0, 1, 1, 1, 1, 1).round(round).send();
      fixture.closeRound(round, 0, contribution("a", 0, 1));
      fixture.open(round + 1, "a");
    }

    assertThat(fixture.entries(AccumulatorTopology.TENSORS)).isEqualTo(2);
    assertThat(fixture.entries(AccumulatorTopology.LEDGER)).as("the open round").isEqualTo(1);
  }

  @Test
  void aPartitionWithoutChunksAnswersAllTheSame(@TempDir Path other) {
    int partitions = 24;
    try (AccumulatorFixture empty = new AccumulatorFixture(other, partitions)) {
      assertThat(AccumulatorFixture.LAYOUT.chunksIn(0, JOB, partitions)).isEmpty();
      empty.open(0, "submitter");
      empty.closeRound(0, 0, contribution("submitter", 0, 1));

      assertThat(empty.results()).containsExactly(new PartitionClosed(JOB, 0, 0, 0, List.of()));
      assertThat(VERSION_0).hasSize(5);
    }
  }
}
