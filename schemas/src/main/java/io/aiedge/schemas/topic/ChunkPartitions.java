package io.aiedge.schemas.topic;

import io.aiedge.schemas.topic.Topic.Partitioning;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Holds the topics spread by chunk against what a site is configured for. Where they differ, chunks
 * do not find their partition and answers are waited for that nobody gives.
 */
public final class ChunkPartitions {
  private ChunkPartitions() {}

  /**
   * Looks at the topics that are there.
   *
   * @param partitions what {@code topics.chunk-partitions} says
   * @throws IllegalStateException if a topic has another number; the message says what to do
   */
  public static void require(Admin admin, int partitions)
      throws ExecutionException, InterruptedException {
    require(admin, admin.listTopics().names().get(), partitions);
  }

  static void require(Admin admin, Set<String> there, int partitions)
      throws ExecutionException, InterruptedException {
    List<String> spread =
        TopicCatalogue.all().stream()
            .filter(topic -> topic.partitioning() == Partitioning.BY_CHUNK)
            .map(Topic::name)
            .filter(there::contains)
            .toList();
    for (TopicDescription topic : admin.describeTopics(spread).allTopicNames().get().values()) {
      if (topic.partitions().size() != partitions) {
        throw new IllegalStateException(
            "%s has %d partitions, but topics.chunk-partitions is %d: make it the number of partitions that all sites have"
                .formatted(topic.name(), topic.partitions().size(), partitions));
      }
    }
  }
}
