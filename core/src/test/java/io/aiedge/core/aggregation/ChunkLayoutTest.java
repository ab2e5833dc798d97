package io.aiedge.core.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChunkLayoutTest {
  @Test
  void theLastChunkHoldsWhatIsLeft() {
    ChunkLayout layout = new ChunkLayout(10, 4);

    assertThat(layout.chunkCount()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).map(layout::elements)).containsExactly(4, 4, 2);
    assertThatThrownBy(() -> layout.elements(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Property
  void chunksHoldEveryParameterOnce(
      @ForAll @LongRange(min = 1, max = 30_000) long parameters,
      @ForAll @IntRange(min = 1, max = 1_000) int chunkElements) {
    ChunkLayout layout = new ChunkLayout(parameters, chunkElements);

    assertThat(IntStream.range(0, layout.chunkCount()).mapToLong(layout::elements).sum())
        .isEqualTo(parameters);
  }

  @Property
  void everyChunkStandsInTheOnePartitionThatListsIt(
      @ForAll String job,
      @ForAll @IntRange(min = 1, max = 60) int chunks,
      @ForAll @IntRange(min = 1, max = 24) int partitions) {
    ChunkLayout layout = new ChunkLayout(chunks, 1);

    for (int partition = 0; partition < partitions; partition++) {
      int here = partition;
      assertThat(layout.chunksIn(partition, job, partitions))
          .containsExactlyElementsOf(
              IntStream.range(0, chunks)
                  .filter(chunk -> ChunkLayout.partitionOf(job, chunk, partitions) == here)
                  .boxed()
                  .toList());
    }
  }

  @Test
  void thePartitionOfAChunkNeverChanges() {
    // CRC-32 of "123456789" is 0xCBF43926, the check value of the algorithm.
    assertThat(ChunkLayout.partitionOf("123456789", 0, 1 << 30)).isEqualTo(0xBF43926);
    assertThat(ChunkLayout.partitionOf("123456789", 5, 1 << 30)).isEqualTo(0xBF4392B);
  }

  @Test
  void refusesAModelWithoutParametersAndChunksThatAreTooLarge() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ChunkLayout(0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new ChunkLayout(4, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChunkLayout(4, ChunkLayout.MAX_CHUNK_ELEMENTS + 1));
  }

  @Test
  void refusesMoreChunksThanCanBeKeptTrackOf() {
    assertThat(new ChunkLayout(2L * ChunkLayout.MAX_CHUNKS, 2).chunkCount())
        .isEqualTo(ChunkLayout.MAX_CHUNKS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChunkLayout(2L * ChunkLayout.MAX_CHUNKS + 1, 2))
        .withMessageContaining("use larger chunks");
  }
}
