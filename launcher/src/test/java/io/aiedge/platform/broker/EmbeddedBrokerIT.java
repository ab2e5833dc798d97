package io.aiedge.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BrokerExtension.class)
class EmbeddedBrokerIT {
  @Test
  void aBrokerStartedAgainHasItsRecordsAndItsPort(@TempDir Path folder) throws Exception {
    String bootstrap;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      bootstrap = broker.bootstrap();
      Records records = new Records(bootstrap);
      records.create("kept", 1);
      records.send("kept", List.of("a", "b", "c"));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      assertThat(broker.bootstrap()).isEqualTo(bootstrap);
      assertThat(new Records(bootstrap).read("kept", 3)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aFolderServesOneBrokerAtATime(@TempDir Path folder) throws Exception {
    BrokerSettings settings = BrokerSettings.in(folder);
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOfAny(IOException.class, KafkaException.class)
          .hasMessageContaining(broker.bootstrap().substring("127.0.0.1:".length()))
          .hasMessageContaining("in use");
    }
  }

  @Test
  void topicsAreNotMadeByWritingToThem(EmbeddedBroker broker) {
    assertThatThrownBy(
            () ->
                new Records(broker.bootstrap(), Map.of("max.block.ms", "1500"))
                    .send("never-created", List.of("a")))
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOf(UnknownTopicOrPartitionException.class);
  }

  @Test
  void givenSettingsWin(@TempDir Path folder) {
    assertThat(
            new BrokerSettings(folder, 0, Map.of("auto.create.topics.enable", "true"))
                .configuration(1, 2))
        .containsEntry("auto.create.topics.enable", "true");
  }
}
