package io.aiedge.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.client.JobProgress;
import io.aiedge.event.fl.JobView;
import io.aiedge.event.fl.ModelVersion;
import io.aiedge.event.fl.UpdateChunk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The updates to a job's round after its last version, as far as they are seen in the topics. */
final class RoundUnderWay {
  private final String job;
  private final Map<Integer, Map<String, Update>> updates = new HashMap<>();
  private int lastVersion = -1;

  RoundUnderWay(String job) {
    this.job = job;
  }

  void take(SpecificRecord event) {
    if (event instanceof ModelVersion version && version.getJob().equals(job)) {
      lastVersion = Math.max(lastVersion, version.getVersion());
    } else if (event instanceof JobView view && view.getSpec().getJob().equals(job)) {
      assertThat(JobProgress.hasEnded(view))
          .as("%s ended before the fault: %s", job, view.getReason())
          .isFalse();
    } else if (event instanceof UpdateChunk chunk && chunk.getJob().equals(job)) {
      updates
          .computeIfAbsent(chunk.getRound(), round -> new TreeMap<>())
          .computeIfAbsent(chunk.getClient(), client -> new Update(chunk.getChunkCount()))
          .chunks
          .add(chunk.getChunk());
    }
  }

  int number() {
    return lastVersion + 1;
  }

  /** Whether the updates of these clients, and no others, have arrived whole. */
  boolean hasUpdatesOf(Set<String> clients) {
    Map<String, Update> arrived = updates.getOrDefault(number(), Map.of());
    return arrived.keySet().equals(clients) && arrived.values().stream().allMatch(Update::isWhole);
  }

  private record Update(int chunkCount, Set<Integer> chunks) {
    Update(int chunkCount) {
      this(chunkCount, new HashSet<>());
    }

    boolean isWhole() {
      return chunks.size() == chunkCount;
    }
  }
}
