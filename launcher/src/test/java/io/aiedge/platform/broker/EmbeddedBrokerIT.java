package io.aiedge.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiedge.platform.port.KeptPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
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
  void clientsComeBackTheWayTheyCame(@TempDir Path folder) throws Exception {
    int port = KeptPorts.of(folder.resolve("ports.properties"), "outside").free("outside");
    OutsideListener outside = new OutsideListener(port, "localhost:" + port);
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerSettings.in(folder.resolve("kafka")).withOutside(outside))) {
      assertThat(toldTo(broker.bootstrap())).isEqualTo(broker.bootstrap());
      assertThat(toldTo("127.0.0.1:" + port)).isEqualTo("localhost:" + port);
    }
  }

  /** Where a client that comes by this address is told to come back to. */
  private static String toldTo(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Node node = admin.describeCluster().nodes().get().iterator().next();
      return node.host() + ":" + node.port();
    }
  }

  @Test
  void anAddressThatClientsCannotUseIsRefused() {
    assertThatThrownBy(() -> new OutsideListener(9094, "edge.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clients cannot come to \"edge.example\": give host:port");
    assertThatThrownBy(() -> new OutsideListener(0, "edge.example:9094"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a port: 0");
  }

  @Test
  void givenSettingsWin(@TempDir Path folder) {
    assertThat(
            new BrokerSettings(folder, 0, null, Map.of("auto.create.topics.enable", "true"))
                .configuration(1, 2))
        .containsEntry("auto.create.topics.enable", "true");
  }
}
