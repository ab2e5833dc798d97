package io.aiedge.schemas.topic;

import io.aiedge.core.cluster.ClusterPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of a site that are not there yet; what is there is left as it is, and refused
 * where chunks would not find their partition in it.
 */
public final class TopicCreator {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private final Admin admin;
  private final TopicSizes sizes;

  public TopicCreator(Admin admin, TopicSizes sizes) {
    this.admin = admin;
    this.sizes = sizes;
  }

  /** The topics of the cloud, with the command topic of each cluster. */
  public void createAtCloud(List<ClusterPath> clusters) throws InterruptedException {
    create(
        Stream.of(Direction.CLOUD, Direction.UP, Direction.DOWN)
            .flatMap(direction -> TopicCatalogue.flowing(direction).stream()),
        clusters);
  }

  /** The topics of an edge cluster, with its own command topic. */
  public void createAtEdge(ClusterPath cluster) throws InterruptedException {
    create(
        Stream.of(Direction.EDGE, Direction.UP, Direction.DOWN)
            .flatMap(direction -> TopicCatalogue.flowing(direction).stream()),
        List.of(cluster));
  }

  /**
   * Asks for a cluster's own topic; returns at once.
   *
   * @return ends when the topic is there, which it may have been before
   */
  public CompletionStage<Void> request(Topic topic, ClusterPath cluster) {
    NewTopic wanted = newTopic(topic, topic.nameFor(cluster));
    return admin
        .createTopics(List.of(wanted))
        .all()
        .toCompletionStage()
        .exceptionallyCompose(
            failure ->
                failure instanceof TopicExistsException
                        || failure.getCause() instanceof TopicExistsException
                    ? CompletableFuture.completedStage(null)
                    : CompletableFuture.failedStage(failure))
        .thenCompose(there -> led(List.of(wanted), Instant.now().plus(PATIENCE)));
  }

  private void create(Stream<Topic> topics, List<ClusterPath> clusters)
      throws InterruptedException {
    List<NewTopic> wanted = new ArrayList<>();
    topics.forEach(
        topic -> {
          if (topic.perCluster()) {
            clusters.forEach(cluster -> wanted.add(newTopic(topic, topic.nameFor(cluster))));
          } else {
            wanted.add(newTopic(topic, topic.name()));
          }
        });
    try {
      Set<String> there = admin.listTopics().names().get();
      ChunkPartitions.require(admin, there, sizes.chunkPartitions());
      wanted.removeIf(topic -> there.contains(topic.name()));
      for (var outcome : admin.createTopics(wanted).values().values()) {
        awaitCreated(outcome);
      }
      led(wanted, Instant.now().plus(PATIENCE)).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics could not be created: " + e.getCause(), e.getCause());
    }
  }

  /**
   * Ends when the leader of every partition answers. A producer that is told that a partition has
   * no leader yet may write its second batch there before its first, and is stuck then.
   */
  private CompletionStage<Void> led(List<NewTopic> topics, Instant deadline) {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int i = 0; i < topic.numPartitions(); i++) {
        partitions.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    return admin
        .describeTopics(names)
        .allTopicNames()
        .toCompletionStage()
        .thenCompose(known -> admin.listOffsets(partitions).all().toCompletionStage())
        .<Void>thenApply(offsets -> null)
        .exceptionallyCompose(
            failure ->
                isNotYet(failure) && Instant.now().isBefore(deadline)
                    ? CompletableFuture.runAsync(() -> {}, LATER)
                        .thenCompose(waited -> led(topics, deadline))
                    : CompletableFuture.failedStage(failure));
  }

  /** The brokers hear of a new topic some time after the controller has made it. */
  private static boolean isNotYet(Throwable failure) {
    return failure instanceof InvalidMetadataException
        || failure.getCause() instanceof InvalidMetadataException;
  }

  private static void awaitCreated(KafkaFuture<Void> outcome)
      throws InterruptedException, ExecutionException {
    try {
      outcome.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private NewTopic newTopic(Topic topic, String name) {
    Map<String, String> settings = new HashMap<>(topic.retention().settings());
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(RecordSize.MAX_RECORD_BYTES));
    return new NewTopic(name, sizes.partitions(topic), sizes.replicas()).configs(settings);
  }
}
