package io.aiedge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiedge.bridge.BridgeConfig;
import io.aiedge.cloud.CloudConfig;
import io.aiedge.core.config.ConfigKey;
import io.aiedge.fl.accumulator.AccumulatorConfig;
import io.aiedge.fl.coordinator.CoordinatorConfig;
import io.aiedge.platform.mirror.MirrorSettings;
import io.aiedge.shim.reconcile.ShimConfig;
import io.aiedge.trainer.client.TrainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void thePageNamesEveryKey() throws IOException {
    String page = page();
    if (Boolean.getBoolean("aiedge.renew")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/configuration.md; renew it with"
                + " mvn -pl launcher -am test -Dtest=ConfigurationPageTest -Daiedge.renew=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(page);
  }

  private static String page() {
    Map<String, List<ConfigKey<?>>> services = new LinkedHashMap<>();
    services.put("cloud-streams", CloudConfig.keys());
    services.put("fl-aggregator: coordinator", CoordinatorConfig.keys());
    services.put("fl-aggregator: accumulators", AccumulatorConfig.keys());
    services.put("mirror", MirrorSettings.keys());
    services.put("edge-bridge", BridgeConfig.keys());
    services.put("shim", ShimConfig.keys());
    services.put("fl-trainer", TrainerConfig.keys());
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            Each service reads its settings once, at its start: from environment variables, then from
            the properties file given with `--config`, then defaults. A value that is not allowed stops
            the start and names the key. The tables are generated from the keys in the code.

            `./aiedge service aggregator|mirror|trainer [--config FILE]` runs one service in a process of
            its own. All the others run in the sites that `./aiedge up` starts, which hand their
            environment on.

            ## The command

            | Environment variable | Default | What it is |
            |---|---|---|
            | `AIEDGE_KAFKA_BOOTSTRAP` | that of the platform in `AIEDGE_DATA_DIR` | Kafka of the cloud that `jobs`, `models` and `clusters` ask; `--bootstrap` and `--data-dir` win over it. |
            | `AIEDGE_DATA_DIR` | `data/platform` | Folder of the platform of `./aiedge up`; `--data-dir` wins over it. |
            | `AIEDGE_JAVA_OPTS` | | Options of the Java virtual machine that runs the command. |
            | `AIEDGE_LOG` | `WARN` | Level of our own log: `ERROR`, `WARN`, `INFO` or `DEBUG`. |
            | `AIEDGE_LOG_LIBRARIES` | `ERROR` | Level of the libraries' log. |
            """);
    services.forEach((service, keys) -> section(page, service, keys));
    return page.toString();
  }

  private static void section(StringBuilder page, String service, List<ConfigKey<?>> keys) {
    page.append("\n## ").append(service).append("\n\n");
    page.append("| Key | Environment variable | Allowed | Default | What it is |\n");
    page.append("|---|---|---|---|---|\n");
    for (ConfigKey<?> key : keys) {
      page.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  key.name(),
                  key.variable(),
                  key.parser().allowed(),
                  key.fallback() == null ? "must be given" : "`" + key.fallback() + "`",
                  key.doc()));
    }
  }
}
