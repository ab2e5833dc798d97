package io.aiedge.fl.accumulator;

import static io.aiedge.fl.accumulator.AccumulatorFixture.PARK_TIME;
import static io.aiedge.fl.accumulator.AccumulatorFixture.contribution;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.event.fleet.DeadLetter;
import io.aiedge.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParkingTest {
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
  void chunksThatComeBeforeTheirJobWaitForIt() {
    fixture.updateOf("submitter", 0, 1, 2, 3, 4, 5).round(0).send();
    assertThat(fixture.chunks("parked")).isEqualTo(2);

    fixture.open(0, "submitter");
    fixture.closeRound(0, 0, contribution("submitter", 0, 1));

    assertThat(fixture.version()).containsExactly(1, 2, 3, 4, 5);
    fixture.advance(PARK_TIME.multipliedBy(2));
    assertThat(fixture.deadLetters()).isEmpty();
  }

  @Test
  void chunksThatComeBeforeTheirRoundWaitForIt() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 0, 0, 0, 0, 1).round(2).send();
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).send();
    fixture.closeRound(1, 0, contribution("a", 0, 1));
    fixture.models();

    fixture.open(2, "a");
    fixture.closeRound(2, 0, contribution("a", 0, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 7);
  }

  @Test
  void aParkedChunkIsCheckedLikeAnyOther() {
    fixture.updateOf("submitter", 0, 1, 2, Float.NaN, 4, 5).round(0).send();

    fixture.open(0, "submitter");

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("non-finite");
  }

  @Test
  void aParkedChunkWhoseRoundWasSkippedIsStale() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).round(2).sendChunk(0);

    fixture.open(3, "a");

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("stale-round");
  }

  @Test
  void aParkedChunkThatLeftTheLogIsADeadLetter() {
    fixture.updateOf("submitter", 0, 1, 2, 3, 4, 5).round(0).sendChunk(0);
    fixture.log.clear();

    fixture.open(0, "submitter");

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getDetail)
        .containsExactly("it is no longer in the log");
  }

  @Test
  void theFirstWeightsOfAJobWaitAsLongAsTheyStandInTheLog() {
    fixture.updateOf("submitter", 0, 1, 2, 3, 4, 5).round(0).send();

    fixture.advance(TopicCatalogue.UPDATES_KEPT.minus(PARK_TIME));
    assertThat(fixture.deadLetters()).isEmpty();
    fixture.open(0, "submitter");
    fixture.closeRound(0, 0, contribution("submitter", 0, 1));

    assertThat(fixture.version()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void theFirstWeightsOfAJobThatNeverComesAreADeadLetterInTheEnd() {
    fixture.updateOf("submitter", 0, 1, 2, 3, 4, 5).round(0).sendChunk(1);

    fixture.advance(TopicCatalogue.UPDATES_KEPT.plus(PARK_TIME));

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("unknown-job");
  }

  @Test
  void aChunkOfARoundThatIsNeverOpenedIsADeadLetterInTime() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 1, 1, 1, 1, 1).round(2).sendChunk(0);

    fixture.advance(PARK_TIME.multipliedBy(2));

    assertThat(fixture.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("stale-round");
    assertThat(fixture.rejected("stale-round")).isEqualTo(1);
  }

  @Test
  void chunksOfAnAbandonedRoundWaitForItToBeOpenedAgain() {
    fixture.inRound1("a");
    fixture.updateOf("a", 0, 9, 9, 9, 9, 9).send();
    fixture.abandon(1, false);
    fixture.updateOf("a", 1, 1, 1, 1, 1, 1).send();

    fixture.open(1, "a");
    fixture.closeRound(1, 0, contribution("a", 1, 1));

    assertThat(fixture.version()).containsExactly(2, 3, 4, 5, 6);
  }
}
