package io.aiedge.cloud.topic;

import io.aiedge.core.cluster.ClusterPath;
import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics in Kafka, with as many copies as the brokers' own setting says; what could not
 * be made is asked for again. Safe for use by several threads.
 */
public final class KafkaCommandTopics implements CommandTopics, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandTopics.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private static final int ANSWER_PATIENCE_MILLIS = 5_000;

  private final Admin admin;
  private final TopicCreator creator;
  private final Set<ClusterPath> asked = ConcurrentHashMap.newKeySet();
  private final Set<ClusterPath> there = ConcurrentHashMap.newKeySet();

  KafkaCommandTopics(Admin admin) {
    this.admin = admin;
    this.creator = new TopicCreator(admin, TopicSizes.AS_THE_BROKERS_SAY);
  }

  /** In a Kafka, as host:port. */
  public static KafkaCommandTopics at(String bootstrap) {
    return new KafkaCommandTopics(
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_PATIENCE_MILLIS)));
  }

  @Override
  public boolean ready(ClusterPath cluster) {
    if (!there.contains(cluster) && asked.add(cluster)) {
      var unused =
          creator
              .request(TopicCatalogue.COMMANDS, cluster)
              .whenComplete((nothing, failure) -> answered(cluster, failure));
    }
    return there.contains(cluster);
  }

  private void answered(ClusterPath cluster, @Nullable Throwable failure) {
    if (failure == null) {
      there.add(cluster);
    } else {
      LOG.warn(
          "{} cannot join yet: its command topic is not made: {}", cluster, failure.getMessage());
    }
    asked.remove(cluster);
  }

  @Override
  public void close() {
    admin.close(CLOSE_PATIENCE);
  }
}
