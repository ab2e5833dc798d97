package io.aiedge.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aiedge.schemas.topic.TopicCatalogue;
import io.aiedge.schemas.topic.TopicCreator;
import io.aiedge.schemas.topic.TopicSizes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCreatorIT {
  @Test
  void topicsAreMadeOnceAndRefusedWhereChunksWouldNotFindTheirPartition(@TempDir Path folder)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      TopicCreator four = new TopicCreator(admin, TopicSizes.singleBroker(4));
      four.createAtCloud(List.of());
      four.createAtCloud(List.of());

      assertThat(new Records(broker.bootstrap()).partitions(TopicCatalogue.UPDATES.name()))
          .isEqualTo(4);
      assertThatIllegalStateException()
          .isThrownBy(
              () -> new TopicCreator(admin, TopicSizes.singleBroker(12)).createAtCloud(List.of()))
          .withMessageContaining("has 4 partitions, but topics.chunk-partitions is 12");
    }
  }
}
