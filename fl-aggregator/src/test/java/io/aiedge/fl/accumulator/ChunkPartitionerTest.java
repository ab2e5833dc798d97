package io.aiedge.fl.accumulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.core.aggregation.ChunkLayout;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunkPartitionerTest {
  @Property
  void aChunkOfAModelGoesWhereTheChunkOfItsUpdatesGoes(
      @ForAll String job,
      @ForAll @IntRange(max = 9999) int version,
      @ForAll @IntRange(max = 9999) int chunk,
      @ForAll @IntRange(min = 1, max = 24) int partitions) {
    String key = ChunkPartitioner.key(job, version, chunk);

    assertThat(new ChunkPartitioner().partitions("fl.models", key, new byte[0], partitions))
        .contains(Set.of(ChunkLayout.partitionOf(job, chunk, partitions)));
  }
}
