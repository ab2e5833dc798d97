package io.aiedge.fl.accumulator;

import static io.aiedge.fl.accumulator.AccumulatorFixture.GRACE;
import static io.aiedge.fl.accumulator.AccumulatorFixture.JOB;
import static io.aiedge.fl.accumulator.AccumulatorFixture.contribution;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fl.MissingContribution;
import io.aiedge.event.fl.ModelChunk;
import io.aiedge.event.fl.PartitionClosed;
import io.aiedge.event.fl.PartitionIncomplete;
import io.aiedge.event.fl.StrategyKind;
import io.aiedge.event.fleet.DeadLetter;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingTest {
  private AccumulatorFixture fixture;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    fixture = new AccumulatorFixture(stateDir);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static PartitionIncomplete incomplete(int closing, String client, String reason) {
    return new PartitionIncomplete(
        JOB, 1, closing, 0, List.of(new MissingContribution(client, 0, reason)));
  }

  @Test
  void waitsForChunksThatAreStillUnderWay() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(0);
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));
    fixture.advance(GRACE.minusMillis(1));
    assertThat(fixture.results()).isEmpty();

    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(1);

    assertThat(fixture.version()).containsExactly(3, 4, 5, 6, 7);
    assertThat(fixture.results()).hasSize(1).first().isInstanceOf(PartitionClosed.class);
  }

  @Test
  void saysWhatIsMissingOnceTheGraceIsOver() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(0);
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));

    fixture.advance(GRACE);

    assertThat(fixture.results()).containsExactly(incomplete(0, "b", "chunks [1] did not arrive"));
    assertThat(fixture.models()).isEmpty();
  }

  @Test
  void aSecondClosingGoesOnWithoutTheMissingClientAndItsHalfUpdate() {
    fixture.inRound1("a", "b");
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(0);
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));
    fixture.advance(GRACE);
    fixture.results();

    fixture.closeRound(1, 1, contribution("a", 0, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
    assertThat(fixture.results())
        .singleElement()
        .isInstanceOfSatisfying(
            PartitionClosed.class, closed -> assertThat(closed.getClosing()).isEqualTo(1));
  }

  @Test
  void aChunkThatWasRefusedIsNotWaitedFor() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(0);
    fixture.updateOf("b", 0, 3, 3, 3, Float.NaN, 3).sendChunk(1);

    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));

    assertThat(fixture.results())
        .containsExactly(incomplete(0, "b", "non-finite: the value at 0 is NaN"));
  }

  @Test
  void aChunkThatIsRefusedWhileWaitingEndsTheWait() {
    fixture.inRound1("a", "b");
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));

    fixture.updateOf("b", 0, 3, 3, 3, Float.NaN, 3).sendChunk(1);

    assertThat(fixture.results())
        .as("a may still come, so it is not named")
        .containsExactly(incomplete(0, "b", "non-finite: the value at 0 is NaN"));
  }

  @Test
  void aGoodCopyOfARefusedChunkCounts() {
    fixture.inRound1("a");
    fixture
        .updateOf("a", 0, 1, 1, 1, 1, 1)
        .sendChunk(0, chunk -> chunk.setCrc32c(chunk.getCrc32c() + 1));
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();

    fixture.closeRound(1, 0, contribution("a", 0, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void anUpdateThatDoesNotCountLeavesNoTrace() {
    fixture.inRound1("a", "b");
    fixture.updateOf("b", 0, 0.1f, 0.7f, 1e-8f, 33, -1e6f).samples(77).send();
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).samples(3).send();

    fixture.closeRound(1, 0, contribution("a", 0, 3));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void ofTwoAttemptsOnlyTheOneNamedCounts() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 9, 9, 9, 9, 9).sendChunk(0);
    fixture.updateOf("a", 1, 1, 1, 1, 1, 1).send();
    fixture.updateOf("a", 0, 9, 9, 9, 9, 9).sendChunk(1);

    fixture.closeRound(1, 0, contribution("a", 1, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void aVersionCanBeMadeAgainFromFewerUpdates() {
    fixture.with(StrategyKind.FEDAVGM, 1).inRound1("a", "b", "c");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).send();
    fixture.updateOf("c", 0, 8, 8, 8, 8, 8).send();
    fixture.closeRound(
        1, 0, contribution("a", 0, 1), contribution("b", 0, 1), contribution("c", 0, 1));
    assertThat(fixture.version()).containsExactly(5, 6, 7, 8, 9);

    fixture.closeRound(1, 1, contribution("a", 0, 1), contribution("b", 0, 1));

    List<ModelChunk> again = fixture.models();
    assertThat(again).extracting(ModelChunk::getClosing).containsExactly(1, 1);
    fixture.open(2, "a");
    fixture.updateOf("a", 0, 0, 0, 0, 0, 0).round(2).send();
    fixture.closeRound(2, 0, contribution("a", 0, 1));
    // Version 1 is 3, 4, 5, 6, 7 with a momentum of 2: the first closing left nothing behind.
    assertThat(fixture.version())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(4.8f, 5.8f, 6.8f, 7.8f, 8.8f);
  }

  @Test
  void theSameOrderAgainHasTheSameAnswerAndNoOtherEffect() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));
    List<SpecificRecord> first = fixture.results();
    fixture.models();

    fixture.closeRound(1, 0, contribution("a", 0, 1));

    assertThat(fixture.results()).isEqualTo(first);
    assertThat(fixture.models()).isEmpty();
  }

  @Test
  void anOlderOrderIsPassedOver() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 1, contribution("a", 0, 1));
    fixture.results();

    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));
    fixture.advance(GRACE);

    assertThat(fixture.results()).isEmpty();
  }

  @Test
  void anUpdateTooLateForTheClosingIsADeadLetter() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));

    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(0);

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getDetail)
        .containsExactly("round 1 of digits closes without it");
  }

  @Test
  void anUpdateWhoseWeightIsNotTheOneInItsManifestIsNotUsed() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).samples(1000).send();

    fixture.closeRound(1, 0, contribution("a", 0, 10));

    assertThat(fixture.results())
        .containsExactly(incomplete(0, "a", "its chunk 1 says 1000 samples, its manifest 10"));
  }

  @Test
  void anUpdateThatCannotBeTakenOutSpoilsTheSumWhichIsMadeAgain() {
    fixture.inRound1("a", "b");
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).send();
    long first = fixture.log.lastKey() - 1;
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.log.remove(first);
    fixture.log.remove(first + 1);

    fixture.closeRound(1, 0, contribution("a", 0, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void anUpdateThatIsNeededAgainAndGoneIsNamed() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));
    fixture.results();
    fixture.models();
    fixture.log.clear();

    fixture.closeRound(1, 1, contribution("a", 0, 1));

    assertThat(fixture.results())
        .containsExactly(incomplete(1, "a", "its chunks are no longer in the log"));
  }

  @Test
  void aVersionThatIsNotHereIsSaidToBeMissing() {
    fixture.open(4, "a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).round(4).send();

    fixture.closeRound(4, 0, contribution("a", 0, 1));

    assertThat(fixture.results())
        .containsExactly(
            new PartitionIncomplete(
                JOB,
                4,
                0,
                0,
                List.of(new MissingContribution("a", 0, "partition 0 does not hold version 3"))));
  }

  @Test
  void aRoundOpenedAgainForOtherClientsKeepsTheUpdatesItHas() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));

    fixture.open(1, "a", "c");
    fixture.updateOf("c", 0, 3, 3, 3, 3, 3).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("c", 0, 1));

    assertThat(fixture.version()).containsExactly(3, 4, 5, 6, 7);
  }

  @Test
  void aRoundThatWasMadeHereButNotElsewhereCanBeOpenedAgain() {
    fixture.inRound1("a", "b");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.updateOf("b", 0, 9, 9, 9, 9, 9).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("b", 0, 1));
    assertThat(fixture.version()).containsExactly(6, 7, 8, 9, 10);

    fixture.open(1, "a", "c");
    fixture.updateOf("c", 0, 3, 3, 3, 3, 3).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1), contribution("c", 0, 1));

    assertThat(fixture.version()).containsExactly(3, 4, 5, 6, 7);
  }

  @Test
  void anOrderIsForgottenOnceItsRoundIsOpenedAgain() {
    fixture.inRound1("a", "b");
    fixture.closeRound(1, 0, contribution("a", 0, 1));
    fixture.updateOf("b", 0, 3, 3, 3, 3, 3).sendChunk(0);
    assertThat(fixture.deadLetters()).hasSize(1);

    fixture.open(1, "a", "b");
    fixture.advance(GRACE.multipliedBy(2));
    fixture.updateOf("b", 1, 3, 3, 3, 3, 3).send();

    assertThat(fixture.results()).isEmpty();
    assertThat(fixture.deadLetters()).isEmpty();
  }
}
