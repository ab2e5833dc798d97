package io.aiedge.platform.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aiedge.platform.broker.BrokerExtension;
import io.aiedge.platform.broker.EmbeddedBroker;
import io.aiedge.platform.broker.Records;
import io.aiedge.platform.process.JavaChild;
import io.aiedge.platform.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BrokerExtension.class)
class KilledMirrorIT {
  private static final int RECORDS = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void nothingIsLostWhenAnEdgeIsKilledWhileItsMirrorCarries(EmbeddedBroker cloudBroker)
      throws Exception {
    Records cloud = new Records(cloudBroker.bootstrap());
    cloud.create(EdgeSite.UP, 2);
    cloud.create(EdgeSite.DOWN, 2);
    List<String> values = IntStream.range(0, RECORDS).mapToObj(String::valueOf).toList();
    try (JavaChild edge = start(cloudBroker)) {
      Records records = new Records(address());
      records.create(EdgeSite.UP, 2);
      records.send(EdgeSite.UP, values);
      assertThat(cloud.read(EdgeSite.UP, 1)).isNotEmpty();
      edge.kill();
    }
    cloud.send(EdgeSite.DOWN, values);
    try (JavaChild edge = start(cloudBroker)) {
      Records records = new Records(address());
      records.send(EdgeSite.UP, List.of("last"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(cloud.all(EdgeSite.UP)).contains("last").containsAll(values));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(records.all(EdgeSite.DOWN)).containsAll(values));
      assertThat(Set.copyOf(cloud.all(EdgeSite.UP))).hasSize(RECORDS + 1);
    }
  }

  private JavaChild start(EmbeddedBroker cloud) throws IOException {
    Files.deleteIfExists(folder.resolve("address"));
    JavaCommand site =
        JavaCommand.of(
                EdgeSite.class,
                folder.resolve("edge").toString(),
                cloud.bootstrap(),
                folder.resolve("address").toString())
            .withHeap(128)
            .withOptions(JavaCommand.LIGHT_COMPILER);
    return JavaChild.start(
        "the edge", site, JavaChild.Bond.ENDS_WITH_PARENT, folder.resolve("edge.log"));
  }

  private String address() throws IOException {
    Path file = folder.resolve("address");
    await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);
    return Files.readString(file);
  }
}
